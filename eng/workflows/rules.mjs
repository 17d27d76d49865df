// The rules for the files under .github. Each function takes a file's text and returns its problems, one line each.
import { existsSync } from 'node:fs';
import { register } from 'node:module';
import { join } from 'node:path';
import { parse, parseDocument } from 'yaml';

register('./json.mjs', import.meta.url);
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');
const { parseAction } = await import('@actions/workflow-parser/actions/index');

const trace = new NoOperationTraceWriter();
const problemsOf = context => context.errors.getErrors().map(error => `${error.range ? `${error.range.start.line}: ` : ''}${error.rawMessage}`);

/** A workflow: valid for the parser of GitHub Actions, and according to our rules. */
export async function workflowProblems(name, content) {
  const { context, value } = parseWorkflow({ name, content }, trace);
  if (value) await convertWorkflowTemplate(context, value);
  const problems = problemsOf(context);
  if (problems.length > 0) return problems;

  const workflow = parse(content);
  if (!workflow.permissions) problems.push('permissions is missing at the top; expected the least that the jobs need.');
  if (!workflow.concurrency) problems.push('concurrency is missing at the top; expected a group.');
  for (const [id, job] of Object.entries(workflow.jobs)) {
    if (!job.uses && !job['timeout-minutes']) problems.push(`job ${id} has no timeout-minutes.`);
    if (!job.uses) problems.push(...stepProblems(job.steps, `job ${id}`));
  }
  return [...problems, ...pinProblems(content)];
}

/** A composite action of this repository. */
export function actionProblems(name, content) {
  const problems = problemsOf(parseAction({ name, content }, trace).context);
  if (problems.length > 0) return problems;
  return [...stepProblems(parse(content).runs.steps, name), ...pinProblems(content)];
}

// An expression in a script becomes code; a value in the environment stays a value.
function stepProblems(steps, where) {
  return steps.filter(step => step.run?.includes('${{')).map(step => `${where}: a run step has an expression; expected a variable set by env: ${step.run.split('\n')[0]}`);
}

function pinProblems(content) {
  const problems = [];
  content.split('\n').forEach((line, index) => {
    const used = /^\s*(?:- )?uses:\s*(\S+)(.*)$/.exec(line);
    if (!used || used[1].startsWith('./')) return;
    if (!/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(used[1]) || !/^ # v\d+\.\d+\.\d+$/.test(used[2])) {
      problems.push(`${index + 1}: ${used[1]} is not pinned; expected the full commit and the version in a comment: owner/action@<40 hex digits> # v1.2.3`);
    }
  });
  if (/\$\{\{[^}]*\bsecrets\b/.test(content)) problems.push('a secret is used; expected the identity of the workflow (id-token) or github.token.');
  return problems;
}

const manifests = {
  nuget: root => existsSync(join(root, 'Directory.Packages.props')),
  npm: root => existsSync(join(root, 'package-lock.json')),
  pip: root => existsSync(join(root, 'requirements.txt')),
  'github-actions': root => existsSync(join(root, '.github/workflows')) || existsSync(join(root, 'action.yml')),
};

/** dependabot.yml: known ecosystems, folders with files to update. */
export function dependabotProblems(root, content) {
  const document = parseDocument(content);
  if (document.errors.length > 0) return document.errors.map(error => error.message);
  const { version, updates = [] } = document.toJS();
  const problems = version === 2 ? [] : ['version is not 2.'];
  for (const update of updates) {
    const ecosystem = update['package-ecosystem'];
    const has = manifests[ecosystem];
    if (!has) { problems.push(`ecosystem ${ecosystem} is not known.`); continue; }
    if (!update.schedule?.interval) problems.push(`${ecosystem} has no schedule.`);
    for (const directory of update.directories ?? [update.directory]) {
      if (!has(join(root, directory))) problems.push(`${ecosystem}: ${directory} has nothing to update.`);
    }
  }
  return problems;
}

const fields = ['markdown', 'input', 'textarea', 'dropdown', 'checkboxes'];

/** An issue form: name, description, and fields with unique labels and ids. */
export function issueFormProblems(content) {
  const document = parseDocument(content);
  if (document.errors.length > 0) return document.errors.map(error => error.message);
  const { name, description, body = [] } = document.toJS();
  const problems = [];
  if (!name || !description) problems.push('name or description is missing.');
  if (!body.some(field => field.type !== 'markdown')) problems.push('body asks for nothing.');
  for (const field of body) {
    if (!fields.includes(field.type)) problems.push(`type ${field.type} is not one of ${fields.join(', ')}.`);
    else if (field.type === 'markdown' ? !field.attributes?.value : !field.attributes?.label || !field.id) problems.push(`a ${field.type} lacks its label, id or value.`);
  }
  const ids = body.map(field => field.id).filter(id => id);
  if (new Set(ids).size !== ids.length) problems.push('two fields have the same id.');
  return problems;
}
