import { useEffect } from 'react';
import type { BrokenFile } from '../../../shared/models/broken-file.ts';
import { invoke, toErrorData } from '../../bridge.ts';
import type { Tell } from './use-notices.ts';

const describeBrokenFile = ({ path, aside, reason }: BrokenFile): string =>
  `${path} could not be read: ${reason} ${
    aside === undefined
      ? 'What it held is as at first.'
      : `It was put aside as ${aside}; what it held is as at first.`
  }`;

/** Tells of files of the app's own that were put aside when it started. */
export function useBrokenFiles(tell: Tell): void {
  useEffect(() => {
    invoke('settings.brokenFiles').then(
      (files) => files.forEach((file) => tell({ type: 'warning', text: describeBrokenFile(file) })),
      (error: unknown) => tell({ type: 'error', error: toErrorData(error) }),
    );
  }, [tell]);
}
