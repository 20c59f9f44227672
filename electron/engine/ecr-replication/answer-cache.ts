import { isRecent } from '../async/is-recent.ts';

/** Answers by key that are asked for again after their lifetime. */
export interface AnswerCache<Answer> {
  /** Returns the answer that is cached for the key, or asks for it. A failure is not cached. */
  get(key: string, ask: () => Promise<Answer>): Promise<Answer>;
  delete(key: string): void;
  clear(): void;
}

interface CachedAnswer<Answer> {
  readonly answer: Promise<Answer>;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
}

/** @param lifetime milliseconds. */
export function createAnswerCache<Answer>(lifetime: number): AnswerCache<Answer> {
  const answers = new Map<string, CachedAnswer<Answer>>();
  return {
    get(key, ask) {
      const now = Date.now();
      for (const [each, { askedAt }] of answers) if (!isRecent(askedAt, lifetime, now)) answers.delete(each);
      const cached = answers.get(key);
      if (cached) return cached.answer;
      const answer = ask();
      answers.set(key, { answer, askedAt: now });
      answer.catch(() => answers.get(key)?.answer === answer && answers.delete(key));
      return answer;
    },
    delete: (key) => void answers.delete(key),
    clear: () => answers.clear(),
  };
}
