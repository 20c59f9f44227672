import { createHandler } from './create-handler.ts';

/**
 * The handler of the AWS Lambda function, which docs/automation.md describes. CloudWatch receives each line of the standard
 * output as an entry of the log.
 */
export const handler = createHandler(process.env, (line) => void process.stdout.write(`${line}\n`));
