import type { KeyboardEvent, PointerEvent } from 'react';
import { useState } from 'react';
import { maxSamples } from './throughput-scale.ts';

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: 1,
  ArrowDown: 1,
  ArrowRight: -1,
  ArrowUp: -1,
  PageDown: 30,
  PageUp: -30,
  Home: maxSamples,
  End: -maxSamples,
};

interface GraphCursor {
  /** How many samples before the newest the chosen one is; undefined when none is chosen. */
  readonly age: number | undefined;
  readonly handlers: {
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerLeave: () => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onFocus: () => void;
    readonly onBlur: () => void;
  };
}

/** The sample that the pointer or the arrow keys choose. @param count the number of samples. */
export function useGraphCursor(count: number): GraphCursor {
  const [chosen, setChosen] = useState<number>();
  const oldest = Math.max(0, count - 1);
  const clamp = (age: number): number => Math.min(oldest, Math.max(0, age));
  return {
    age: chosen === undefined || count === 0 ? undefined : clamp(chosen),
    handlers: {
      onPointerMove({ currentTarget, clientX }) {
        const { left, width } = currentTarget.getBoundingClientRect();
        setChosen(clamp(Math.round((1 - (clientX - left) / width) * (maxSamples - 1))));
      },
      onPointerLeave: () => setChosen(undefined),
      onKeyDown(event) {
        const step = steps[event.key];
        if (event.key === 'Escape') return setChosen(undefined);
        if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        setChosen((before) => clamp((before ?? 0) + step));
      },
      onFocus: () => setChosen((before) => before ?? 0),
      onBlur: () => setChosen(undefined),
    },
  };
}
