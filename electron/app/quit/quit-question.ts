import type { MessageBoxOptions } from 'electron';
import type { StorageProblem } from '../../../shared/models/storage.ts';
import { describeStorageProblem } from '../../../shared/text/storage-problem.ts';
import type { QuitAnswer } from './quit-steps.ts';

interface Choice {
  readonly label: string;
  readonly answer: QuitAnswer;
}

interface Question {
  /** The first one is taken by Escape. */
  readonly answers: readonly Choice[];
  readonly text: Omit<MessageBoxOptions, 'buttons'>;
}

const whileCopying: readonly Choice[] = [
  { label: 'Keep copying', answer: 'keep-copying' },
  { label: 'Stop and quit', answer: 'quit' },
  { label: 'Finish in background', answer: 'finish-in-background' },
];

const whileUnstored: readonly Choice[] = [
  { label: 'Cancel', answer: 'keep-copying' },
  { label: 'Retry and quit', answer: 'store-and-quit' },
  { label: 'Quit without storing', answer: 'quit' },
];

const stopping =
  'If you stop now, no tag is left on anything incomplete, and what is copied stays and is not copied again. In background, the window closes and the app ends when all is done; start it again to see how far it is.';

const describe = (problem: StorageProblem): string => {
  const { title, text } = describeStorageProblem(problem);
  return `${title}. ${text}`;
};

/** What the person is asked before the app ends: about transfers that run, and about records that are only in memory. */
export function quitQuestion(copying: number, unstored: readonly StorageProblem[]): Question {
  const problems = unstored.map(describe);
  const text = { type: 'question', defaultId: 0, cancelId: 0, noLink: true } as const;
  if (copying === 0)
    return {
      answers: whileUnstored,
      text: {
        ...text,
        type: 'warning',
        message: 'Records of transfers are not stored.',
        detail: [...problems, 'If you quit now, the app loses them.'].join('\n\n'),
      },
    };
  return {
    answers: whileCopying,
    text: {
      ...text,
      message:
        copying === 1 ? 'A replication is still running.' : `${copying} replications are still running.`,
      detail: [stopping, ...problems].join('\n\n'),
    },
  };
}
