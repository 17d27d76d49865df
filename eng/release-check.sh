#!/usr/bin/env bash
# Fails unless this commit's packages have the tag's version and the changelog has a dated section for it.
# usage: release-check.sh v0.1.0[-SUFFIX]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
project=src/BiPipeline.Toolkit.Core
dotnet restore "$project" -nologo -v q
version=$(dotnet msbuild "$project" -target:MinVer -getProperty:MinVerVersion)
if [ "v$version" != "$1" ]; then
    echo "Tag '$1' gives the version $version; expected v$version. Tag this commit with a version such as v0.1.0 or v0.1.0-beta.1." >&2
    exit 1
fi
release=${version%%-*}
if ! grep -q "^## ${release//./\\.}\b" CHANGELOG.md || { [ "$release" = "$version" ] && grep -q "^## ${release//./\\.} .*unreleased" CHANGELOG.md; }; then
    echo "CHANGELOG.md is not ready for $version; expected a section with its date. Replace 'unreleased' with the date." >&2
    exit 1
fi
