/** Passkeys (WebAuthn Level 3): what to ask the browser for, and whether its answer holds. Knows no table. */
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Sealer } from '../keys/keyring.ts'
import { newChallenge, readChallenge } from './challenge.ts'

export interface PasskeyDoor {
  instance: Sealer
  consoleUrl: string
  now: Date
}

export interface NewPasskey {
  credentialId: Buffer
  publicKey: Buffer
  counter: number
  transports: string[]
}

export interface SpentChallenge {
  hash: Buffer
  expiresAt: Date
}

const host = (door: PasskeyDoor) => new URL(door.consoleUrl).hostname
const origin = (door: PasskeyDoor) => new URL(door.consoleUrl).origin
const bytes = (buffer: Buffer) => new Uint8Array(buffer)

export const askForNewPasskey = (
  door: PasskeyDoor,
  who: { purpose: string; userId: string; address: string; name: string; existing: Buffer[] },
) =>
  generateRegistrationOptions({
    rpName: 'Watchlight',
    rpID: host(door),
    userName: who.address,
    userDisplayName: who.name,
    userID: new TextEncoder().encode(who.userId),
    challenge: bytes(newChallenge(door.instance, who.purpose, door.now)),
    excludeCredentials: who.existing.map((id) => ({ id: id.toString('base64url') })),
    // found by the browser without an address, and opened by finger, face or PIN: a stolen key alone is nothing
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })

export const askForPasskey = (door: PasskeyDoor, purpose: string) =>
  generateAuthenticationOptions({
    rpID: host(door),
    challenge: bytes(newChallenge(door.instance, purpose, door.now)),
    userVerification: 'required',
  })

/** Undefined when the answer does not hold: another site, an old challenge, a wrong signature, or no JSON at all. */
export async function readNewPasskey(
  door: PasskeyDoor,
  purpose: string,
  answer: string,
): Promise<{ passkey: NewPasskey; spent: SpentChallenge } | undefined> {
  let spent: SpentChallenge | undefined
  try {
    const response = JSON.parse(answer) as RegistrationResponseJSON
    const result = await verifyRegistrationResponse({
      response,
      expectedChallenge: (challenge) =>
        (spent = readChallenge(door.instance, purpose, challenge, door.now)) !== undefined,
      expectedOrigin: origin(door),
      expectedRPID: host(door),
      requireUserVerification: true,
    })
    if (!result.verified || !spent) return undefined
    const { credential } = result.registrationInfo
    const passkey = {
      credentialId: Buffer.from(credential.id, 'base64url'),
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: credential.transports ?? [],
    }
    return { passkey, spent }
  } catch {
    return undefined
  }
}

/** Which credential answers, before it is believed. */
export function claimedCredential(answer: string): Buffer | undefined {
  try {
    const { id } = JSON.parse(answer) as AuthenticationResponseJSON
    return typeof id === 'string' && id.length <= 1400 ? Buffer.from(id, 'base64url') : undefined
  } catch {
    return undefined
  }
}

export async function readPasskey(
  door: PasskeyDoor,
  purpose: string,
  answer: string,
  known: NewPasskey,
): Promise<{ counter: number; spent: SpentChallenge } | undefined> {
  let spent: SpentChallenge | undefined
  try {
    const result = await verifyAuthenticationResponse({
      response: JSON.parse(answer) as AuthenticationResponseJSON,
      expectedChallenge: (challenge) =>
        (spent = readChallenge(door.instance, purpose, challenge, door.now)) !== undefined,
      expectedOrigin: origin(door),
      expectedRPID: host(door),
      requireUserVerification: true,
      credential: {
        id: known.credentialId.toString('base64url'),
        publicKey: bytes(known.publicKey),
        counter: known.counter,
      },
    })
    return result.verified && spent ? { counter: result.authenticationInfo.newCounter, spent } : undefined
  } catch {
    return undefined
  }
}
