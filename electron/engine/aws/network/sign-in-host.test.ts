import { expect, test } from 'vitest';
import { signInHost } from './sign-in-host.ts';

/** From the endpoint rules of the service: standard, FIPS, dual-stack, FIPS and dual-stack. */
test.each([
  [
    'eu-west-1',
    [
      'eu-west-1.signin.aws.amazon.com',
      'signin-fips.eu-west-1.amazonaws.com',
      'signin.eu-west-1.api.aws',
      'signin-fips.eu-west-1.api.aws',
    ],
  ],
  [
    'cn-north-1',
    [
      'cn-north-1.signin.amazonaws.cn',
      'signin-fips.cn-north-1.amazonaws.com.cn',
      'signin.cn-north-1.api.amazonwebservices.com.cn',
      'signin-fips.cn-north-1.api.amazonwebservices.com.cn',
    ],
  ],
  [
    'us-gov-west-1',
    [
      'us-gov-west-1.signin.amazonaws-us-gov.com',
      'signin-fips.amazonaws-us-gov.com',
      'signin.us-gov-west-1.api.aws',
      'signin-fips.us-gov-west-1.api.aws',
    ],
  ],
  [
    'us-gov-east-1',
    [
      'us-gov-east-1.signin.amazonaws-us-gov.com',
      'us-gov-east-1.signin-fips.amazonaws-us-gov.com',
      'signin.us-gov-east-1.api.aws',
      'signin-fips.us-gov-east-1.api.aws',
    ],
  ],
  [
    'us-iso-east-1',
    [
      'us-iso-east-1.signin.c2shome.ic.gov',
      'signin-fips.us-iso-east-1.c2s.ic.gov',
      'signin.us-iso-east-1.api.aws.ic.gov',
      'signin-fips.us-iso-east-1.api.aws.ic.gov',
    ],
  ],
  [
    'us-isob-east-1',
    [
      'us-isob-east-1.signin.sc2shome.sgov.gov',
      'signin-fips.us-isob-east-1.sc2s.sgov.gov',
      'signin.us-isob-east-1.api.aws.scloud',
      'signin-fips.us-isob-east-1.api.aws.scloud',
    ],
  ],
  [
    'us-isof-south-1',
    [
      'us-isof-south-1.signin.csphome.hci.ic.gov',
      'signin-fips.us-isof-south-1.csp.hci.ic.gov',
      'signin.us-isof-south-1.api.aws.hci.ic.gov',
      'signin-fips.us-isof-south-1.api.aws.hci.ic.gov',
    ],
  ],
  [
    'eu-isoe-west-1',
    [
      'eu-isoe-west-1.signin.csphome.adc-e.uk',
      'signin-fips.eu-isoe-west-1.cloud.adc-e.uk',
      'signin.eu-isoe-west-1.api.cloud-aws.adc-e.uk',
      'signin-fips.eu-isoe-west-1.api.cloud-aws.adc-e.uk',
    ],
  ],
  [
    'eusc-de-east-1',
    [
      'eusc-de-east-1.signin.amazonaws-eusc.eu',
      'signin-fips.eusc-de-east-1.amazonaws.eu',
      'signin.eusc-de-east-1.api.amazonwebservices.eu',
      'signin-fips.eusc-de-east-1.api.amazonwebservices.eu',
    ],
  ],
])('returns the sign-in hosts of %s', (region, expected) => {
  const hosts = [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ].map(([useFipsEndpoint = false, useDualstackEndpoint = false]) =>
    signInHost(region, { useFipsEndpoint, useDualstackEndpoint }),
  );
  expect(hosts).toEqual(expected);
});
