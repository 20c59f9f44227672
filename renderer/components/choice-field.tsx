import FormField from '@cloudscape-design/components/form-field';
import type { SegmentedControlProps } from '@cloudscape-design/components/segmented-control';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import { useId } from 'react';

interface Props extends Pick<SegmentedControlProps, 'selectedId' | 'options' | 'onChange'> {
  readonly label: string;
  readonly description?: string;
}

/** One of a few options. In a narrow window Cloudscape shows a list with a label of its own, unless another names it. */
export function ChoiceField({ label, description, ...control }: Props) {
  const id = useId();
  return (
    <FormField label={<span id={id}>{label}</span>} description={description}>
      <SegmentedControl {...control} ariaLabelledby={id} />
    </FormField>
  );
}
