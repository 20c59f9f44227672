/** The event object that Electron's `preventDefault()` events carry. */
export interface PreventableEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

export function preventable<T extends object>(details: T): PreventableEvent & T {
  let defaultPrevented = false;
  return {
    ...details,
    get defaultPrevented() {
      return defaultPrevented;
    },
    preventDefault() {
      defaultPrevented = true;
    },
  };
}
