import type { Page } from '@playwright/test';
import type { Api, EventName, RequestInput, RequestName, RequestOutput } from '../../shared/ipc.ts';
import type { Result } from '../../shared/result.ts';

interface AppWindow {
  readonly api: Api;
  /** Payloads of the events that are listened to. */
  heard?: Record<string, unknown[]>;
}

/** Asks the main process as the page does. @throws with the error's sentence. */
export async function ask<Name extends RequestName>(
  page: Page,
  name: Name,
  ...[input]: undefined extends RequestInput<Name> ? [] : [RequestInput<Name>]
): Promise<RequestOutput<Name>> {
  const answer = await page.evaluate(
    ({ name: asked, input: given }) => (window as unknown as AppWindow).api.invoke(asked, given),
    { name, input },
  );
  const result = answer as Result<RequestOutput<Name>>;
  if (result.ok) return result.value;
  throw new Error(result.error.message);
}

/** Notes the payloads of an event from now on. */
export const listen = (page: Page, name: EventName): Promise<void> =>
  page.evaluate((event) => {
    const own = window as unknown as AppWindow;
    own.heard = { ...own.heard, [event]: [] };
    own.api.on(event, (payload) => own.heard?.[event]?.push(payload));
  }, name);

export const heard = (page: Page, name: EventName): Promise<readonly unknown[]> =>
  page.evaluate((event) => (window as unknown as AppWindow).heard?.[event] ?? [], name);
