import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';

export interface Props {
  /** How many of the three steps the user has done on the page. */
  readonly done: number;
  /** Called when the user finished or skipped it. */
  readonly onEnd: () => void;
}

const steps = [
  {
    title: 'Choose a source and a destination',
    text: 'Choose an AWS profile and a Region for each side. The app only reads until you confirm.',
  },
  {
    title: 'Choose images',
    text: 'Open a repository of the source and select images or single tags, or select several repositories in the list.',
  },
  {
    title: 'Review and replicate',
    text: 'Choose Review to see what changes at the destination, then Replicate. Help for each page: press ? or F1.',
  },
] as const;

const last = steps.length - 1;

/** The introduction of the first start: three steps above the page, which follow what the user does. */
export function Introduction({ done, onEnd }: Props) {
  const [chosen, setChosen] = useState(0);
  const index = Math.min(last, Math.max(chosen, done));
  const step = steps[index] ?? steps[0];
  return (
    <section aria-label="Introduction">
      <Alert
        type="info"
        statusIconAriaLabel="Info"
        header={
          <span aria-live="polite">
            Step {index + 1} of {steps.length}: {step.title}
          </span>
        }
        action={
          <SpaceBetween direction="horizontal" size="xs">
            {index < last && (
              <Button variant="link" onClick={onEnd}>
                Skip introduction
              </Button>
            )}
            {index < last ? (
              <Button onClick={() => setChosen(index + 1)}>Next</Button>
            ) : (
              <Button onClick={onEnd}>Done</Button>
            )}
          </SpaceBetween>
        }
      >
        {step.text}
      </Alert>
    </section>
  );
}
