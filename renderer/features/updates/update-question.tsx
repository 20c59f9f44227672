import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';

interface Props {
  /** The host that is asked for updates. */
  readonly feedHost: string;
  readonly onAnswer: (answer: 'on' | 'off') => void;
}

/** The question of the first start: before its answer, no request for updates is sent. */
export function UpdateQuestion({ feedHost, onAnswer }: Props) {
  return (
    <section aria-label="Updates">
      <Alert
        type="info"
        statusIconAriaLabel="Info"
        header="Check for updates automatically?"
        action={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => onAnswer('off')}>
              Do not check
            </Button>
            <Button onClick={() => onAnswer('on')}>Check automatically</Button>
          </SpaceBetween>
        }
      >
        Once a day the app asks {feedHost} for a newer version, and sends nothing about you or your images.
        Nothing is installed before you choose Restart and update. You can change this in the settings.
      </Alert>
    </section>
  );
}
