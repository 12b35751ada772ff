import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Member, PasskeyList } from '@terreau/shared/api/people.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Site } from '../http/site.ts'
import type { Challenges } from './challenges.ts'
import type { Passkey, PasskeyStore } from './passkey-store.ts'

const MOST = 20

/** Coming back by a passkey: one presses a finger where a browser asks, and names nothing. */
export class PasskeyDesk {
  readonly #store: PasskeyStore
  readonly #challenges: Challenges
  readonly #site: Site

  constructor(store: PasskeyStore, challenges: Challenges, site: Site) {
    this.#store = store
    this.#challenges = challenges
    this.#site = site
  }

  async ofMember(member: MemberId): Promise<PasskeyList['passkeys']> {
    const keys = await this.#store.ofMember(member)
    return keys.map(({ id, name, created_at, used_at }) => ({
      id,
      name,
      createdAt: new Date(created_at).toISOString(),
      usedAt: used_at === null ? null : new Date(used_at).toISOString(),
    }))
  }

  /** What the browser needs to make a key: one that it finds again without a user name, and opens with a finger or a code. */
  async toAdd(member: Member): Promise<object> {
    const keys = await this.#store.ofMember(member.id)
    if (keys.length >= MOST) throw new Refusal('passkey.refused')
    return generateRegistrationOptions({
      rpName: 'Terreau',
      rpID: this.#domain,
      userName: member.name,
      userDisplayName: member.name,
      userID: new TextEncoder().encode(member.id),
      challenge: bytesOf(this.#challenges.make(member.id)),
      excludeCredentials: keys.map(({ id }) => ({ id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
  }

  async add(response: RegistrationResponseJSON, name: string, member: MemberId): Promise<void> {
    const { registrationInfo } = await refusedUnless(() =>
      verifyRegistrationResponse({
        response,
        expectedChallenge: (challenge) => this.#challenges.take(challenge, member),
        expectedOrigin: [...this.#site.origins],
        expectedRPID: this.#domain,
        requireUserVerification: true,
      }),
    )
    if (!registrationInfo || (await this.#store.byId(registrationInfo.credential.id)))
      throw new Refusal('passkey.refused')
    const { id, publicKey, counter } = registrationInfo.credential
    await this.#store.add({ id, member_id: member, public_key: publicKey, counter, name })
  }

  async toComeIn(): Promise<object> {
    const challenge = bytesOf(this.#challenges.make(null))
    return generateAuthenticationOptions({ rpID: this.#domain, challenge, userVerification: 'required' })
  }

  /** Whose key signed. Whatever is wrong looks the same; a counter that went back is that of a copied key. */
  async comeIn(response: AuthenticationResponseJSON): Promise<MemberId> {
    const key = await this.#store.byId(response.id)
    if (!key) throw new Refusal('passkey.refused')
    const { verified, authenticationInfo } = await refusedUnless(() => this.#verified(response, key))
    if (!verified || !(await this.#store.used(key, authenticationInfo.newCounter))) throw new Refusal('passkey.refused')
    return key.member_id
  }

  async remove(id: string, member: MemberId): Promise<void> {
    if (!(await this.#store.remove(id, member))) throw new Refusal('passkey.refused')
  }

  #verified(response: AuthenticationResponseJSON, { id, public_key, counter }: Passkey) {
    return verifyAuthenticationResponse({
      response,
      expectedChallenge: (challenge) => this.#challenges.take(challenge, null),
      expectedOrigin: [...this.#site.origins],
      expectedRPID: this.#domain,
      credential: { id, publicKey: new Uint8Array(public_key), counter },
      requireUserVerification: true,
    })
  }

  get #domain(): string {
    return new URL(this.#site.publicUrl).hostname
  }
}

function bytesOf(challenge: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(challenge, 'base64url'))
}

/** The library throws on what is not as it should be: an expected no. */
async function refusedUnless<T>(verify: () => Promise<T>): Promise<T> {
  return verify().catch(() => {
    throw new Refusal('passkey.refused')
  })
}
