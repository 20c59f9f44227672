import type { ImageReference, Partition, RepositoryReference } from './reference.ts';
import { findPartition } from './reference.ts';

/**
 * The domain of the console in each partition, as AWS documents it (AWS General Reference, AWS Management Console
 * endpoints; the guides of AWS in China, AWS GovCloud (US) and the AWS European Sovereign Cloud). The addresses in the
 * isolated partitions are not public.
 */
const domains: Readonly<Record<Partition, string | undefined>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-eusc': 'console.amazonaws-eusc.eu',
  'aws-iso': undefined,
  'aws-iso-b': undefined,
  'aws-iso-e': undefined,
  'aws-iso-f': undefined,
};

/** The domains of all consoles whose address is known. */
export const consoleDomains: readonly string[] = Object.values(domains).flatMap((domain) => domain ?? []);

/** A page of the ECR console; undefined where the address of the console is not known. */
function pageLink(
  { accountId, region, repositoryName }: RepositoryReference,
  page: string,
): string | undefined {
  const domain = domains[findPartition(region)];
  const name = repositoryName.split('/').map(encodeURIComponent).join('/');
  return (
    domain &&
    `https://${region}.${domain}/ecr/repositories/private/${accountId}/${name}${page}?region=${encodeURIComponent(region)}`
  );
}

/** The page of a repository in the AWS console; undefined where the address of the console is not known. */
export const repositoryConsoleLink = (reference: RepositoryReference): string | undefined =>
  pageLink(reference, '');

/** The page of an image in the AWS console; undefined as for its repository. */
export const imageConsoleLink = (
  reference: RepositoryReference & Required<Pick<ImageReference, 'digest'>>,
): string | undefined => pageLink(reference, `/_/image/${reference.digest}/details`);
