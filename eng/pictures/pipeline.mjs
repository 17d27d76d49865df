// The pipeline on AWS and on one machine, and their common packages.
import { box, lane, link, middle, next, node, picture, pill, text, width } from "./shapes.mjs";

const above = 54;
const below = 326;

const aws = [
  ["Orders table", "DynamoDB", "TTL, both images"],
  ["Stream", "DynamoDB Streams", "up to 10,000 records"],
  ["Handler", "Lambda, machine code", "StreamPipeline"],
  ["Lake", "S3", "raw, processed, quarantine"],
  ["Catalog", "Glue", "partition projection"],
  ["Views", "Athena", "events, current, business"],
  ["Dashboard", "QuickSight", "SPICE datasets"],
];
const machine = [
  ["Dataset", "720 orders", "and a change script"],
  ["Payloads", "as Lambda gets them", "100 records each"],
  ["Handler", "the same class", "StreamPipeline"],
  ["Lake", "out/lake", "the same files"],
  ["Catalog", "in memory", "the same tables"],
  ["Views", "LocalAthena", "DuckDB behind it"],
  ["Dashboard", "out/dashboard.html", "no network"],
];
const packages = [[2, 156, "Flattening, Parquet"], [3, 88, "Lake"], [4, 88, "Glue"], [5, 104, "Athena"]];

const row = (nodes, y) => nodes.flatMap((lines, column) => [node(column, y, lines, { strong: column === 2 }), ...(column < 6 ? [next(column, y)] : [])]);

export default picture(
  452,
  "The orders pipeline",
  "On AWS: DynamoDB, Streams, Lambda, S3, Glue, Athena, QuickSight. On one machine: the sample's files, payloads, the same handler, a folder, a catalog in memory, LocalAthena, an HTML page. Between the two: the packages that both use.",
  [
    lane(8, 8, width - 16, 164),
    lane(8, 280, width - 16, 164),
    text(24, 36, "On AWS", { size: 13, fill: "#2b59c3", weight: 600 }),
    text(88, 36, "deployed with SAM"),
    text(24, 308, "On your machine", { size: 13, fill: "#2b59c3", weight: 600 }),
    text(146, 308, "one command, no account, no network"),
    ...row(aws, above),
    ...row(machine, below),
    ...packages.map(([column]) => link(`M${middle(column)} ${above + box.height + 2}V212M${middle(column)} 240V${below - 2}`)),
    text(24, 222, "BiPipeline.Toolkit packages:", { fill: "#344054", weight: 600 }),
    text(24, 240, "the same code on both sides"),
    ...packages.map(([column, w, name]) => pill(middle(column), 212, w, name)),
  ],
);
