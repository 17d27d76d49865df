// Draws docs/images/dashboard*.png from the page that the sample wrote:  node eng/pictures/dashboard.mjs [out/dashboard.html]
// Needs Chromium on the PATH, and the font Inter (Debian: fonts-inter) for the letters of the pictures in the repository.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const images = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const page = process.argv[2] ?? fileURLToPath(new URL("../../out/dashboard.html", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "picture-"));

// Windows have a minimum width, frames do not. With several columns, each shows the next part of the page.
function frame(width, height, columns) {
  const part = Math.ceil(height / columns);
  const path = join(folder, "frame.html");
  const one = index => `<div><iframe src="page.html" style="border:0;width:${width}px;height:${height}px;margin-top:${-part * index}px"></iframe></div>`;
  writeFileSync(path, `<!doctype html><html style="color-scheme:light dark"><style>body{margin:0;display:flex;gap:24px;background:#98a2b3}div{width:${width}px;height:${part}px;overflow:hidden}</style>
    <body>${Array.from({ length: columns }, (_, index) => one(index)).join("")}
    <script>onload = () => { document.body.dataset.height = frames[0].document.querySelector("main").getBoundingClientRect().height; };</script></body></html>`);
  return { path, width: width * columns + 24 * (columns - 1), height: part };
}

function chromium(path, width, height, dark, ...rest) {
  return execFileSync("chromium", [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--allow-file-access-from-files", `--blink-settings=preferredColorScheme=${dark ? 0 : 1}`,
    `--user-data-dir=${join(folder, "profile")}`, `--window-size=${width},${height}`, "--virtual-time-budget=3000", ...rest, pathToFileURL(path).href,
  ], { stdio: ["ignore", "pipe", "ignore"], timeout: 60_000, maxBuffer: 64 * 1024 * 1024 }).toString();
}

try {
  copyFileSync(page, join(folder, "page.html"));
  for (const [name, width, columns, dark] of [["dashboard", 1280, 1, false], ["dashboard-dark", 1280, 1, true], ["dashboard-390", 390, 3, false]]) {
    const measured = /data-height="([\d.]+)"/.exec(chromium(frame(width, 1000, 1).path, 1600, 1200, dark, "--dump-dom"));
    if (!measured) throw new Error("Chromium drew nothing.");
    const picture = frame(width, Math.ceil(Number(measured[1])), columns);
    chromium(picture.path, picture.width, picture.height, dark, `--screenshot=${join(images, `${name}.png`)}`);
    console.log(`docs/images/${name}.png`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
