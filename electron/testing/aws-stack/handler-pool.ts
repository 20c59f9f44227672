import type { Handler } from '../../lambda/create-handler.ts';
import { createContext } from '../lambda/function-fixture.ts';

export interface HandlerPool {
  /** @param remaining milliseconds until Lambda ends the invocation. */
  readonly invoke: (event: object, remaining?: number) => Promise<object>;
}

/** Invokes a function as Lambda does: each execution environment runs one invocation at a time, and is used again. */
export function createHandlerPool(create: () => Handler): HandlerPool {
  const idle: Handler[] = [];
  return {
    async invoke(event, remaining) {
      const handler = idle.pop() ?? create();
      try {
        return await handler(event, createContext(remaining));
      } finally {
        idle.push(handler);
      }
    },
  };
}
