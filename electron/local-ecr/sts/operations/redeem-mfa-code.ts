import type { SignedStsCall } from '../query-protocol/sts-call.ts';
import { stsAccessDenied } from '../query-protocol/sts-call.ts';

/**
 * Takes the MFA code of a call, if it brings one. Each code works once.
 *
 * @returns whether one was given
 * @throws EcrError AccessDenied for a wrong or used code and for somebody else's device, ValidationError
 */
export function redeemMfaCode({ services, parameters, caller }: SignedStsCall): boolean {
  const serialNumber = parameters.optional('SerialNumber');
  const code = parameters.tokenCode();
  if (serialNumber === undefined && code === undefined) return false;
  if (serialNumber === undefined || code === undefined) {
    throw stsAccessDenied(
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    );
  }
  const device = caller.principal.mfaDevice;
  if (device?.serialNumber !== serialNumber) {
    throw stsAccessDenied(
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  if (!services.accounts.mfaCodes.redeem(device, code)) {
    throw stsAccessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code. ');
  }
  return true;
}
