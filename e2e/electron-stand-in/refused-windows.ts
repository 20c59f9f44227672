/** A window that a page tried to open, as text of the event. */
export interface WantedWindow {
  readonly url: string;
  readonly frameName: string;
  readonly features: string;
}

/**
 * Prevents a page from opening windows: `window.open` returns null and such links do nothing; an event notifies the
 * preload's world. Used by its source text in the page's own world, so it must not use anything outside itself.
 * @param eventName a secret of both worlds.
 */
export function refuseWindows(eventName: string): void {
  const report = (wanted: WantedWindow): void => {
    window.dispatchEvent(new CustomEvent(eventName, { detail: JSON.stringify(wanted) }));
  };
  window.open = (url = '', frameName = '', features = '') => {
    report({ url: new URL(url, document.baseURI).href, frameName, features });
    return null;
  };
  const onClick = (event: MouseEvent): void => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link?.href || event.defaultPrevented) return;
    const inThisFrame = ['', '_self', '_top', '_parent'].includes(link.target);
    const wantsNewOne = event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey;
    if (inThisFrame && !wantsNewOne) return;
    event.preventDefault();
    report({ url: link.href, frameName: link.target, features: '' });
  };
  window.addEventListener('click', onClick);
  window.addEventListener('auxclick', onClick);
}
