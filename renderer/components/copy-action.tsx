import Button from '@cloudscape-design/components/button';
import { useCopy } from './use-copy.ts';

interface Props {
  readonly text: string;
  /** `Copy link` */
  readonly children: string;
}

/** A button with words that copies a text and says so. */
export function CopyAction({ text, children }: Props) {
  const [outcome, copy] = useCopy();
  return (
    <>
      <Button iconName={outcome === 'copied' ? 'check' : 'copy'} onClick={() => copy(text)}>
        {outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Could not copy' : children}
      </Button>
      <span className="visually-hidden" role="status">
        {outcome === 'copied' && 'Copied'}
        {outcome === 'failed' && 'Could not copy'}
      </span>
    </>
  );
}
