import type { ValidationError } from '@action-validator/core';
import { validateWorkflow } from '@action-validator/core';
import { createRequire } from 'node:module';
import { z } from 'zod';

/** js-yaml has no types. */
const { load } = z
  .object({ load: z.function({ input: [z.string()], output: z.unknown() }) })
  .parse(createRequire(import.meta.url)('js-yaml'));

const stepSchema = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  name: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});

/** A workflow, as far as this project has rules of its own for it. */
const workflowSchema = z.looseObject({
  on: z.unknown(),
  permissions: z.unknown().optional(),
  concurrency: z.unknown().optional(),
  jobs: z.record(
    z.string(),
    z.looseObject({ 'timeout-minutes': z.number().optional(), steps: z.array(stepSchema).default([]) }),
  ),
});

type Workflow = z.infer<typeof workflowSchema>;
type Step = z.infer<typeof stepSchema>;

/** Permissions that GitHub has added since the schema of the validator was made. */
const newerPermissions = /^ +attestations: (?:read|write|none)\n/gm;

/** An action by the hash of a commit, which nobody can move; its version is in a comment. */
const pinned = /^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/;

/** Where a workflow gets text from that others write: the text would become part of the script. */
const foreignText = /\$\{\{[^}]*\b(?:inputs|github\.(?:event|head_ref|ref_name)|matrix|secrets)\b[^}]*\}\}/;

function findStepProblems({ uses, run, with: options }: Step): readonly string[] {
  return [
    ...(uses !== undefined && !pinned.test(uses) ? [`${uses} is not pinned by the hash of a commit.`] : []),
    ...(uses?.startsWith('actions/checkout@') === true && options?.['persist-credentials'] !== false
      ? ['actions/checkout leaves its token behind: persist-credentials is not false.']
      : []),
    ...(run !== undefined && foreignText.test(run)
      ? [`A script contains ${foreignText.exec(run)?.[0]}. Give it as an environment variable.`]
      : []),
  ];
}

function findOwnProblems({ on, permissions, concurrency, jobs }: Workflow, text: string): readonly string[] {
  const withoutVersion = [...text.matchAll(/uses: (\S+@[0-9a-f]{40})(?! # v\d+\.\d+\.\d+\n)/g)];
  return [
    ...(JSON.stringify(on).includes('pull_request_target')
      ? ['pull_request_target gives the code of others access to secrets.']
      : []),
    ...(permissions === undefined ? ['It states no permissions for all jobs.'] : []),
    ...(concurrency === undefined ? ['It states no concurrency.'] : []),
    ...withoutVersion.map(
      ([, action]) => `The line of ${action} does not end with its version, as “# v1.2.3”.`,
    ),
    ...Object.entries(jobs).flatMap(([name, job]) => [
      ...(job['timeout-minutes'] === undefined ? [`Job ${name} has no timeout.`] : []),
      ...job.steps.flatMap(findStepProblems).map((problem) => `Job ${name}: ${problem}`),
    ]),
  ];
}

/** An error with those of all alternatives of the schema, of which none fits. */
function listErrors(error: ValidationError): readonly string[] {
  const { title, detail } = error;
  const path = 'path' in error ? error.path : '';
  const inner =
    'states' in error ? (error.states ?? []).flatMap(({ errors }) => errors.flatMap(listErrors)) : [];
  return inner.length > 0 ? inner : [[path, title, detail].filter(Boolean).join(': ')];
}

/**
 * Checks a workflow of GitHub Actions against GitHub's schema, and against this project's rules.
 * https://docs.github.com/en/actions/reference/security/secure-use
 *
 * @param text the file.
 * @returns a sentence for each problem.
 */
export function findWorkflowProblems(text: string): readonly string[] {
  const { errors } = validateWorkflow(text.replaceAll(newerPermissions, ''));
  if (errors.length > 0) return errors.flatMap(listErrors);
  return findOwnProblems(workflowSchema.parse(load(text)), text);
}
