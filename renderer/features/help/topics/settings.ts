import type { Topic } from './topic.ts';

export const settings: Topic<'settings'> = {
  title: 'Settings',
  about: 'Changes are saved immediately. A message offers to undo a change for ten seconds.',
  sections: {
    transfers: {
      heading: 'Transfers',
      text: 'Limits for transfers, layers and bandwidth apply to all transfers together. Without limits the app uses what the connection and the quotas of ECR allow.',
    },
    network: {
      heading: 'Network',
      text: 'The app uses the proxy and the certificates of the operating system. Test connection shows the route to every host that the chosen registries need.',
    },
    connection: {
      heading: 'Connection test',
      text: 'Connects to the ECR API, the registry, the layer downloads and the sign-in of both sides, by the same route as a copy. A failed host shows the proxy or certificate that caused it.',
    },
    accounts: {
      heading: 'Accounts',
      text: 'Labels and colors distinguish accounts on every page. Protect an account, such as production, so that replicating to it needs a confirmation.',
    },
    profiles: {
      heading: 'Profiles',
      text: 'Profiles are read from the shared config and credentials files. The order here is that of the profile lists.',
    },
    updates: {
      heading: 'Updates',
      text: 'The app asks for a newer version only when you choose so, and installs it when you choose Restart and update. A policy of your organization can decide this for you.',
    },
    diagnostics: {
      heading: 'Log and diagnostics',
      text: 'Save diagnostics shows what the app knows about itself as text without secrets, and saves it. Choose the log level Verbose before you repeat a problem with requests to AWS.',
    },
    secrets: {
      heading: 'Secrets',
      text: 'The settings contain no keys. Credentials stay in your AWS files and in the main process of the app.',
    },
  },
  links: [
    {
      text: 'Amazon ECR endpoints and quotas',
      href: 'https://docs.aws.amazon.com/general/latest/gr/ecr.html',
    },
    {
      text: 'Amazon ECR interface VPC endpoints',
      href: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
    },
  ],
};
