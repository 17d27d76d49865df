#!/usr/bin/env bash
# Builds the site of the pages and the API reference into artifacts/site. A broken link is an error. Needs the .NET SDK, but no
# network after the tool is restored.
# usage: site.sh [--no-build]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

dotnet tool restore
# This project's output contains all libraries and their XML docs.
[ "${1:-}" = --no-build ] || dotnet build tests/BiPipeline.Toolkit.Docs.Tests
rm -rf artifacts/site artifacts/site-api
dotnet docfx metadata docfx.json --warningsAsErrors
dotnet docfx build docfx.json --warningsAsErrors
for page in index docs/questions docs/recipes/backfill api/BiPipeline.Toolkit.StreamPipeline src/BiPipeline.Toolkit.Lambda/README; do
    test -f "artifacts/site/$page.html" || { echo "artifacts/site has no $page.html"; exit 1; }
done
echo "$(find artifacts/site -name '*.html' | wc -l) pages in artifacts/site"
