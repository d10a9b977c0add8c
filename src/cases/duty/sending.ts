import type { WorkerServices } from '#platform/module.ts'
import {
  encryptPush,
  fetchOutside,
  isPushEndpoint,
  OutsideError,
  vapidHeader,
  type OutsideAnswer,
} from '#platform/outside/index.ts'
import { reasonOf } from '#platform/jobs.ts'
import { fillTemplate, type HttpChannel } from './channel.ts'
import type { PushChannel } from './push-channel.ts'
import type { AlarmWords } from './wording.ts'

export type AnyChannel = ({ kind: 'http' } & HttpChannel) | ({ kind: 'push' } & PushChannel)

export interface Letter {
  id: string
  channel: AnyChannel
  words: AlarmWords
}

const patience = 15_000
/** What a push service keeps for a telephone that is off: a night. Mail lies there anyway. */
const keptFor = 43_200

type Services = Pick<WorkerServices, 'db' | 'keys' | 'privateUrl' | 'outsideAllow' | 'log'>

/** Hands one message over: `sent`, `gone` for a browser that takes none any more, or a code of why not. */
export async function send(letter: Letter, services: Services): Promise<string> {
  const { channel } = letter
  try {
    const { status } =
      channel.kind === 'push'
        ? await sendPush(letter, channel, services)
        : await sendHttp(letter, channel, services)
    if (status >= 200 && status < 300) return 'sent'
    // RFC 8030 section 7.3: the subscription has ended
    return channel.kind === 'push' && (status === 404 || status === 410) ? 'gone' : `status-${status}`
  } catch (error) {
    if (error instanceof OutsideError) return error.code
    services.log(`alarm ${letter.id} was not handed over: ${reasonOf(error)}`)
    return 'fault'
  }
}

function sendHttp({ id, words }: Letter, channel: HttpChannel, services: Services): Promise<OutsideAnswer> {
  const { text, link } = words
  const json = channel.format === 'json'
  return fetchOutside(channel.url, {
    method: 'POST',
    headers: {
      'Content-Type': json ? 'application/json' : 'text/plain; charset=utf-8',
      // a gateway that knows it takes a message once, also when we had to send it again
      'Idempotency-Key': id,
      ...(json ? {} : { Priority: 'urgent' }),
      ...(channel.authorization ? { Authorization: channel.authorization } : {}),
    },
    body: json ? fillTemplate(channel.template, { text, link }) : `${text}\n${link}`,
    allow: services.outsideAllow,
    onlyAllowed: true,
    patience,
  })
}

async function sendPush(
  { id, words }: Letter,
  channel: PushChannel,
  services: Services,
): Promise<OutsideAnswer> {
  const { endpoint } = channel
  // Safety: what the operator allowed last year may be forbidden now; a name inside is refused by the way out itself
  if (!isPushEndpoint(endpoint, services.outsideAllow)) throw new OutsideError('address')
  const { text, link, i18n } = words
  const tag = id.replaceAll('-', '')
  const shown = { text, link, tag, more: i18n.t('alarm.push.more'), lang: i18n.lang, dir: i18n.dir }
  const now = services.db.clock.now()
  return await fetchOutside(endpoint, {
    method: 'POST',
    headers: {
      Authorization: vapidHeader(services.keys.instance, { endpoint, contact: services.privateUrl, now }),
      'Content-Type': 'application/octet-stream',
      'Content-Encoding': 'aes128gcm',
      TTL: String(keptFor),
      Urgency: 'high',
      // a message that we had to send again takes the place of the first
      Topic: tag,
    },
    body: encryptPush(channel, JSON.stringify(shown)),
    allow: services.outsideAllow,
    patience,
  })
}
