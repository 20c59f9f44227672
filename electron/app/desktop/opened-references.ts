import type { ResolvedReference } from '../../../shared/models/resolved-reference.ts';
import { parseAppLink } from '../launch/app-link.ts';

/** What the user opened outside of the page: the text on the clipboard, or a link. */
export interface OpenedReferences {
  /** Resolves a text and keeps the result for the page. */
  readonly openText: (text: string) => Promise<void>;
  /** Does the same with the URI of a link; a link that is refused is reported by the page. */
  readonly openLink: (link: string) => Promise<void>;
  /** Returns each result once: null when the page has it already. */
  readonly take: () => ResolvedReference | null;
}

/**
 * Keeps the result that was opened last until the page takes it, because a link can start the app, and there is no page yet.
 *
 * @param onOpened is called when there is a result to take.
 */
export function createOpenedReferences(
  resolve: (text: string) => Promise<ResolvedReference>,
  onOpened: () => void,
): OpenedReferences {
  let latest: ResolvedReference | null = null;
  const keep = (resolved: ResolvedReference): void => {
    latest = resolved;
    onOpened();
  };
  const openText = async (text: string): Promise<void> => keep(await resolve(text));
  return {
    openText,
    async openLink(link) {
      const parsed = parseAppLink(link);
      if (parsed.kind === 'uri') await openText(parsed.uri);
      else keep({ kind: 'not-understood', message: parsed.message });
    },
    take() {
      const taken = latest;
      latest = null;
      return taken;
    },
  };
}
