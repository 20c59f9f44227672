/** What a page wanted to open, as it stands in the text of the event. */
export interface WantedWindow {
  readonly url: string;
  readonly frameName: string;
  readonly features: string;
}

/**
 * Keeps the page from opening windows: `window.open` answers null and such links do nothing; the preload's world is
 * told by an event. Used by its source text in the page's own world: it must not name anything outside itself.
 * @param eventName a secret of both worlds.
 */
export function refuseWindows(eventName: string): void {
  const tell = (wanted: WantedWindow): void => {
    window.dispatchEvent(new CustomEvent(eventName, { detail: JSON.stringify(wanted) }));
  };
  window.open = (url = '', frameName = '', features = '') => {
    tell({ url: new URL(url, document.baseURI).href, frameName, features });
    return null;
  };
  const onClick = (event: MouseEvent): void => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link?.href || event.defaultPrevented) return;
    const inThisFrame = ['', '_self', '_top', '_parent'].includes(link.target);
    const wantsNewOne = event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey;
    if (inThisFrame && !wantsNewOne) return;
    event.preventDefault();
    tell({ url: link.href, frameName: link.target, features: '' });
  };
  window.addEventListener('click', onClick);
  window.addEventListener('auxclick', onClick);
}
