// Checks every machine-readable file under .github:  npm run --prefix eng/workflows check
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { actionProblems, dependabotProblems, issueFormProblems, workflowProblems } from './rules.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

async function problemsOf(path) {
  const content = readFileSync(join(root, path), 'utf8');
  if (path.startsWith('.github/workflows/')) return workflowProblems(path, content);
  if (basename(path) === 'action.yml') return actionProblems(path, content);
  if (basename(path) === 'dependabot.yml') return dependabotProblems(root, content);
  if (path.startsWith('.github/ISSUE_TEMPLATE/') && basename(path) !== 'config.yml') return issueFormProblems(content);
  return basename(path) === 'config.yml' ? [] : ['there is no rule for this file.'];
}

const files = readdirSync(join(root, '.github'), { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && /\.ya?ml$/.test(entry.name))
  .map(entry => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  .sort();
for (const path of files) {
  const problems = await problemsOf(path);
  console.log(`${problems.length === 0 ? 'ok      ' : 'FAILED  '}${path}`);
  for (const problem of problems) console.error(`${path}:${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}
if (!files.some(path => path.startsWith('.github/workflows/'))) throw new Error('There is no workflow under .github/workflows.');
