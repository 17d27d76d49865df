// The parts of the pictures: boxes on a grid of seven columns, arrows, labels. Coordinates are SVG's.

const font = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";
const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

export const box = { width: 160, height: 96 };
export const width = 1280;

/** The left edge of a column, 0 to 6. */
export const left = (column) => Math.round(24 + (column * (width - 48 - box.width)) / 6);
export const middle = (column) => left(column) + box.width / 2;

export const text = (x, y, content, { size = 12, fill = "#667085", weight = 400, anchor = "start" } = {}) =>
  `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}" font-weight="${weight}" text-anchor="${anchor}">${escape(content)}</text>`;

export const lane = (x, y, w, h) => `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="12" fill="#f5f6f8"/>`;

/** A box: name, service and one fact. A strong box is the toolkit's code. */
export function node(column, y, [title, service, note], { strong = false, dashed = false } = {}) {
  const [fill, stroke, first, second, third] = strong ? ["#2b59c3", "#2b59c3", "#ffffff", "#ffffff", "#d4e1f9"] : ["#ffffff", "#d0d5dd", "#101828", "#344054", "#667085"];
  return [
    `<rect x="${left(column)}" y="${y}" width="${box.width}" height="${box.height}" rx="8" fill="${fill}" stroke="${stroke}"${dashed ? ' stroke-dasharray="5 4"' : ""}/>`,
    text(middle(column), y + 30, title, { size: 14, fill: first, weight: 600, anchor: "middle" }),
    text(middle(column), y + 53, service, { fill: second, weight: 500, anchor: "middle" }),
    text(middle(column), y + 73, note, { size: 11, fill: third, anchor: "middle" }),
  ].join("\n");
}

/** A pill with a name. */
export const pill = (x, y, w, name) => [
  `<rect x="${x - w / 2}" y="${y}" width="${w}" height="28" rx="14" fill="#ecfdf3" stroke="#0e9384"/>`,
  text(x, y + 18.5, name, { fill: "#0b6b60", weight: 600, anchor: "middle" }),
].join("\n");

/** An arrow to the next column's box. */
export const next = (column, y) => arrow(`M${left(column) + box.width + 1} ${y + box.height / 2}H${left(column + 1) - 2}`);
export const arrow = (path) => `<path d="${path}" fill="none" stroke="#98a2b3" stroke-width="1.5" marker-end="url(#arrow)"/>`;
export const link = (path) => `<path d="${path}" fill="none" stroke="#0e9384" stroke-width="1.2" stroke-dasharray="3 3"/>`;

export const picture = (height, title, description, shapes) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc" font-family="${font}">
<title id="title">${escape(title)}</title>
<desc id="desc">${escape(description)}</desc>
<defs>
<marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0.6 7.4 4 0 7.4z" fill="#98a2b3"/></marker>
</defs>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${shapes.join("\n")}
</svg>
`;
