// The resources of the sample's templates, and the rights of each role.
import { arrow, box, lane, left, link, middle, next, node, picture, pill, text, width } from "./shapes.mjs";

const main = 126;
const side = 282;
const label = side + box.height + 32;

const flow = [
  ["Orders table", "DynamoDB", "on demand, TTL, PITR"],
  ["Event source", "both images, in order", "10,000 records or 60 s"],
  ["Function", "Lambda, machine code", "StreamFunctionRole"],
  ["Lake bucket", "S3, new objects only", "processed, raw, quarantine"],
  ["Database", "Glue", "4 tables, 12 views"],
  ["Workgroup", "Athena engine 3", "place and limit enforced"],
  ["Datasets", "SPICE, 6 views", "QuickSightRole"],
];
const beside = [
  [1, ["Failed batches", "S3, aws/lambda/", "after 100 tries or 12 h"]],
  [2, ["Logs and alarms", "CloudWatch", "7 alarms, a dashboard"]],
  [3, ["Key", "KMS", "optional"], { dashed: true }],
  [5, ["Results bucket", "S3, athena/", "expires after 7 days"]],
  [6, ["Dashboard", "QuickSight", "and an analysis"]],
];
const actors = [[0, "load", "LoaderPolicy"], [4, "deploy-catalog, deploy-views", "ViewDeployerPolicy"], [5, "status, query", "AthenaReaderPolicy"], [6, "authors and readers", "QuickSightPrincipalArn"]];

export default picture(
  434,
  "What the orders pipeline deploys",
  "template.yaml: the DynamoDB table, the event source mapping with its failed batches, the Lambda function with logs and alarms, the lake bucket with an optional KMS key, the Glue database, the Athena workgroup with its results bucket. quicksight.yaml: datasets, dashboard and analysis. Above: who uses what, with which policy.",
  [
    lane(8, 106, left(6) - 18, 320),
    lane(left(6) - 6, 106, width - 8 - left(6) + 6, 320),
    text(24, label, "template.yaml", { size: 13, fill: "#2b59c3", weight: 600 }),
    text(122, label, "one stack"),
    text(left(6) + 4, label, "quicksight.yaml", { size: 13, fill: "#2b59c3", weight: 600 }),
    text(left(6) + 112, label, "optional"),
    ...flow.flatMap((lines, column) => [node(column, main, lines, { strong: column === 2 }), ...(column < 6 ? [next(column, main)] : [])]),
    ...beside.map(([column, lines, options]) => node(column, side, lines, options)),
    ...[1, 2, 5, 6].map((column) => arrow(`M${middle(column)} ${main + box.height + 1}V${side - 2}`)),
    link(`M${middle(3)} ${main + box.height + 2}V${side - 2}`),
    ...actors.flatMap(([column, name, policy]) => [
      text(middle(column), 20, name, { fill: "#344054", weight: 600, anchor: "middle" }),
      pill(middle(column), 30, 172, policy),
      link(`M${middle(column)} 60V${main - 2}`),
    ]),
    text(left(1), 20, "Who uses it", { fill: "#344054", weight: 600 }),
    text(left(1), 40, "One policy an actor, each statement with its reason:"),
    text(left(1), 58, "infrastructure/iam_policies.json"),
  ],
);
