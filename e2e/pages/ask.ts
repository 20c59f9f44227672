import type { Page } from '@playwright/test';
import type { Api, RequestInput, RequestName, RequestOutput } from '../../shared/ipc.ts';
import type { Result } from '../../shared/models/result.ts';

declare global {
  interface Window {
    /** The API that the preload script exposes to the page. */
    readonly api: Api;
  }
}

/** Resolves when the app's page and its bridge to the main process exist. */
export const whenReady = (page: Page): Promise<void> =>
  page.getByRole('button', { name: /^Transfers/ }).waitFor();

/** The contract defines the result for this name. */
const answers = <Name extends RequestName>(
  _name: Name,
  answer: unknown,
): answer is Result<RequestOutput<Name>> => typeof answer === 'object' && answer !== null && 'ok' in answer;

/** Sends a request as the page does, through the preload script's API. @returns its result, success or error. */
export const resultOf = (page: Page, name: RequestName, input?: unknown): Promise<unknown> =>
  page.evaluate(({ asked, given }) => window.api.invoke(asked, given), { asked: name, given: input });

/** Sends a request as the page does. @throws with the error's message. */
export async function ask<Name extends RequestName>(
  page: Page,
  name: Name,
  ...[input]: undefined extends RequestInput<Name> ? [] : [RequestInput<Name>]
): Promise<RequestOutput<Name>> {
  const answer = await page.evaluate(({ name: asked, input: given }) => window.api.invoke(asked, given), {
    name,
    input,
  });
  if (!answers(name, answer)) throw new Error(`No answer to ${name}`);
  if (answer.ok) return answer.value;
  throw new Error(answer.error.message);
}
