import Button from '@cloudscape-design/components/button';
import { useCopy } from './use-copy.ts';

interface Props {
  readonly text: string;
  /** `Copy link` */
  readonly children: string;
}

/** A labeled button that copies a text to the clipboard and reports the result. */
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
