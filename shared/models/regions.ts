interface Region {
  readonly id: string;
  readonly name: string;
}

interface Partition {
  readonly name: string;
  readonly regions: readonly Region[];
}

const partition = (name: string, regions: Readonly<Record<string, string>>): Partition => ({
  name,
  regions: Object.entries(regions).map(([id, place]) => ({ id, name: place })),
});

/** The regions with ECR by partition; a region that is missing here can be typed. */
export const partitions: readonly Partition[] = [
  partition('AWS', {
    'us-east-1': 'N. Virginia',
    'us-east-2': 'Ohio',
    'us-west-1': 'N. California',
    'us-west-2': 'Oregon',
    'ca-central-1': 'Canada (Central)',
    'ca-west-1': 'Calgary',
    'mx-central-1': 'Mexico (Central)',
    'sa-east-1': 'São Paulo',
    'eu-central-1': 'Frankfurt',
    'eu-central-2': 'Zurich',
    'eu-north-1': 'Stockholm',
    'eu-south-1': 'Milan',
    'eu-south-2': 'Spain',
    'eu-west-1': 'Ireland',
    'eu-west-2': 'London',
    'eu-west-3': 'Paris',
    'il-central-1': 'Tel Aviv',
    'me-central-1': 'UAE',
    'me-south-1': 'Bahrain',
    'af-south-1': 'Cape Town',
    'ap-east-1': 'Hong Kong',
    'ap-east-2': 'Taipei',
    'ap-northeast-1': 'Tokyo',
    'ap-northeast-2': 'Seoul',
    'ap-northeast-3': 'Osaka',
    'ap-south-1': 'Mumbai',
    'ap-south-2': 'Hyderabad',
    'ap-southeast-1': 'Singapore',
    'ap-southeast-2': 'Sydney',
    'ap-southeast-3': 'Jakarta',
    'ap-southeast-4': 'Melbourne',
    'ap-southeast-5': 'Malaysia',
    'ap-southeast-6': 'New Zealand',
    'ap-southeast-7': 'Thailand',
  }),
  partition('AWS China', { 'cn-north-1': 'Beijing', 'cn-northwest-1': 'Ningxia' }),
  partition('AWS GovCloud (US)', { 'us-gov-east-1': 'US-East', 'us-gov-west-1': 'US-West' }),
  partition('AWS European Sovereign Cloud', { 'eusc-de-east-1': 'Brandenburg' }),
  partition('AWS isolated', {
    'us-iso-east-1': 'US ISO East',
    'us-iso-west-1': 'US ISO West',
    'us-isob-east-1': 'US ISOB East (Ohio)',
    'us-isob-west-1': 'US ISOB West',
    'us-isof-east-1': 'US ISOF East',
    'us-isof-south-1': 'US ISOF South',
    'eu-isoe-west-1': 'EU ISOE West',
  }),
];

const names = new Map(
  partitions.flatMap(({ regions }) => regions.map(({ id, name }) => [id, name] as const)),
);

/** The name of a region; undefined for an unknown one. */
export const regionName = (id: string): string | undefined => names.get(id);
