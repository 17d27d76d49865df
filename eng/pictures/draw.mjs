// Draws docs/images/*.svg and *.jpg from the modules in this folder:  node eng/pictures/draw.mjs
// With --check it writes no file, and fails when an SVG differs from its module's output. The JPGs need Chromium on the PATH.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import architecture from "./architecture.mjs";
import pipeline from "./pipeline.mjs";

const images = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const pictures = { architecture, pipeline };

// The browser draws the SVG on a canvas of twice its size and returns the JPEG in the page's text.
function jpegOf(svg) {
  const folder = mkdtempSync(join(tmpdir(), "picture-"));
  try {
    const page = join(folder, "page.html");
    const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
    writeFileSync(page, `<!doctype html><meta charset="utf-8"><body><script>
      const image = new Image();
      image.onload = () => {
        const canvas = Object.assign(document.createElement("canvas"), { width: image.width * 2, height: image.height * 2 });
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        document.body.textContent = canvas.toDataURL("image/jpeg", 0.92);
      };
      image.src = "${source}";
    </script>`);
    const dom = execFileSync("chromium", [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
      `--user-data-dir=${join(folder, "profile")}`, "--virtual-time-budget=3000", "--dump-dom", pathToFileURL(page).href,
    ], { stdio: ["ignore", "pipe", "ignore"], timeout: 60_000, maxBuffer: 64 * 1024 * 1024 }).toString();
    const encoded = /data:image\/jpeg;base64,([A-Za-z0-9+/=]+)<\/body>/.exec(dom);
    if (!encoded) throw new Error("Chromium drew nothing.");
    return Buffer.from(encoded[1], "base64");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const check = process.argv.includes("--check");
for (const [name, svg] of Object.entries(pictures)) {
  const path = join(images, name);
  if (!check) {
    writeFileSync(`${path}.svg`, svg);
    writeFileSync(`${path}.jpg`, jpegOf(svg));
    console.log(`docs/images/${name}.svg, docs/images/${name}.jpg`);
  } else if (readFileSync(`${path}.svg`, "utf8") !== svg) {
    console.error(`docs/images/${name}.svg is not what eng/pictures/${name}.mjs gives; draw it again: node eng/pictures/draw.mjs`);
    process.exitCode = 1;
  }
}
