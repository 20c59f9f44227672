/** The event object of Electron's events with `preventDefault()`. */
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
