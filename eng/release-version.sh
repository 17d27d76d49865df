#!/usr/bin/env bash
# Prints "suffix=…" for the packages of a tag, and fails when the tag is not the version in Directory.Build.props or the changelog does not have it.
# usage: release-version.sh tag v0.1.0[-SUFFIX]      a branch in place of a tag gives the suffix "dev"
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
version=$(dotnet msbuild src/BiPipeline.Toolkit -getProperty:VersionPrefix)
if [ "$1" != tag ]; then
    echo "suffix=dev"
    exit
fi
if [[ ! $2 =~ ^v([0-9]+\.[0-9]+\.[0-9]+)(-([0-9A-Za-z.-]+))?$ ]]; then
    echo "Tag '$2' is not a version; expected v$version or v$version-SUFFIX." >&2
    exit 1
fi
if [ "${BASH_REMATCH[1]}" != "$version" ]; then
    echo "Tag '$2' does not match VersionPrefix; expected v$version. Change Directory.Build.props or the tag." >&2
    exit 1
fi
suffix=${BASH_REMATCH[3]:-}
if ! grep -q "^## ${version//./\\.}\b" CHANGELOG.md || { [ -z "$suffix" ] && grep -q "^## ${version//./\\.} .*unreleased" CHANGELOG.md; }; then
    echo "CHANGELOG.md is not ready for $version; expected a section with its date. Replace 'unreleased' with the date." >&2
    exit 1
fi
echo "suffix=$suffix"
