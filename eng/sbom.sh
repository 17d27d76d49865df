#!/usr/bin/env bash
# Writes a CycloneDX bill of materials for every package. Needs the .NET SDK; the tool is pinned in .config/dotnet-tools.json.
# usage: sbom.sh FOLDER
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=$1
dotnet tool restore >/dev/null
dotnet restore src/BiPipeline.Toolkit.Core -nologo -v q
version=$(dotnet msbuild src/BiPipeline.Toolkit.Core -target:MinVer -getProperty:MinVerVersion)
for project in src/*/*.csproj src/local/*/*.csproj; do
    name=$(basename "$project" .csproj)
    dotnet restore "$project" -nologo -v q
    log=$(dotnet CycloneDX "$project" --output "$out" --filename "$name.cdx.json" --output-format Json --set-type Library \
        --set-version "$version" --recursive --include-project-references \
        --exclude-dev --no-serial-number --disable-package-restore --base-intermediate-output-path artifacts 2>&1) ||
        { echo "$log" >&2; exit 1; }
    # What is read from project files is the version before MinVer.
    sed -i.read -E -e "s/(\"BiPipeline\.Toolkit[A-Za-z.]*@)[^\"]*/\1$version/" \
        -e "/\"name\": \"BiPipeline\.Toolkit/{n;s/\"version\": \"[^\"]*/\"version\": \"$version/;}" "$out/$name.cdx.json"
    rm "$out/$name.cdx.json.read"
    printf '%s %d bytes\n' "$out/$name.cdx.json" "$(wc -c <"$out/$name.cdx.json")"
done
