/**
 * Runs the function's handler in a build, where an invocation has hours. The work item is in `WORK_ITEM`; the bundle is
 * the build's source. The build fails unless the image was copied.
 */
const script = `import { handler } from './index.mjs';
const endsAt = Date.now() + 35 * 60 * 60 * 1000;
const context = {
  awsRequestId: process.env.CODEBUILD_BUILD_ID ?? 'build',
  functionName: 'build',
  getRemainingTimeInMillis: () => endsAt - Date.now(),
};
const result = await handler(JSON.parse(process.env.WORK_ITEM), context);
console.log(JSON.stringify(result));
process.exitCode = result.status === 'done' ? 0 : 1;
`;

const indent = (text: string, spaces: number): string => text.replaceAll(/^(?=.)/gm, ' '.repeat(spaces));

/** @see https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html */
export const buildSpecification = `version: 0.2
phases:
  build:
    commands:
      - |
        cat > run-work-item.mjs <<'END'
${indent(script, 8)}        END
      - node --expose-gc run-work-item.mjs
`;
