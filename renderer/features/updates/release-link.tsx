import Link from '@cloudscape-design/components/link';

/** A link to the page of a release, which opens in the browser. */
export function ReleaseLink({ page }: { readonly page: string }) {
  return (
    <Link href={page} external externalIconAriaLabel="Opens in the browser">
      Open release page
    </Link>
  );
}
