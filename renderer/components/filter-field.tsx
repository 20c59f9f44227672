import TextFilter from '@cloudscape-design/components/text-filter';

interface Props {
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly countText?: string;
}

/** A filter field; Ctrl+F or Cmd+F focuses the visible one. */
export function FilterField({ label, placeholder, text, onChange, countText }: Props) {
  return (
    <div data-find-target>
      <TextFilter
        filteringText={text}
        filteringAriaLabel={label}
        filteringPlaceholder={placeholder}
        countText={text === '' ? undefined : countText}
        onChange={({ detail }) => onChange(detail.filteringText)}
      />
    </div>
  );
}

/** Focuses the visible filter field, if there is one. */
export function focusFilter(): void {
  for (const target of document.querySelectorAll('[data-find-target]')) {
    const input = target.querySelector('input');
    if (!input || target.closest('[hidden]')) continue;
    input.focus();
    input.select();
    return;
  }
}
