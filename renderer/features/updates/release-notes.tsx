import type { Spans } from './parse-notes.ts';
import { parseNotes } from './parse-notes.ts';
import styles from './updates.module.css';

function InlineText({ spans }: { readonly spans: Spans }) {
  return spans.map(({ kind, text }, index) => {
    switch (kind) {
      case 'code':
        return <code key={index}>{text}</code>;
      case 'strong':
        return <strong key={index}>{text}</strong>;
      case 'text':
        return <span key={index}>{text}</span>;
    }
  });
}

/** The release notes of an update in a box that scrolls. */
export function ReleaseNotes({ notes }: { readonly notes: string }) {
  return (
    <div className={styles.notes} role="region" aria-label="Release notes" tabIndex={0}>
      {parseNotes(notes).map((block, index) => {
        switch (block.kind) {
          case 'heading':
            return (
              <h3 key={index}>
                <InlineText spans={block.spans} />
              </h3>
            );
          case 'paragraph':
            return (
              <p key={index}>
                <InlineText spans={block.spans} />
              </p>
            );
          case 'list':
            return (
              <ul key={index}>
                {block.items.map((spans, item) => (
                  <li key={item}>
                    <InlineText spans={spans} />
                  </li>
                ))}
              </ul>
            );
        }
      })}
    </div>
  );
}
