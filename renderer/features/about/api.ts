import { useQuery } from '@tanstack/react-query';
import { invoke } from '../../ipc/bridge.ts';

/** A text that comes with the app. */
export type LegalDocument = 'license' | 'notices';

export const legalTitles = {
  license: 'License',
  notices: 'Third-party notices',
} as const satisfies Record<LegalDocument, string>;

/** The text of a document: the license is a part of the page, and the notices are read from a file. */
const readDocument = async (legal: LegalDocument): Promise<string> =>
  legal === 'license' ? (await import('../../../LICENSE?raw')).default : invoke('about.readNotices');

export const useLegalDocument = (legal: LegalDocument) =>
  useQuery({
    queryKey: ['document', legal],
    queryFn: () => readDocument(legal),
    staleTime: Infinity,
    gcTime: 0,
  });
