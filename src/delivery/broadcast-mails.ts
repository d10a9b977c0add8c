import { sql } from 'kysely'
import type { Tx } from '#platform/database.ts'
import { createI18n, isLanguage, languages, type Catalogue, type Language } from '#platform/i18n.ts'
import type { Keys } from '#platform/keys/keyring.ts'
import { getOrganisation, type Organisation } from '#organisations/index.ts'
import { openAddress, openName } from '#supporters/index.ts'
import { type BroadcastAbout, type BroadcastText, broadcastWriter } from './broadcast-text.ts'
import { type CompiledMail, compileMail, slot } from './compile.ts'
import type { OutgoingMail, PreparedMails } from './ledger-port.ts'
import { type Deed, reasonLine, thanksLine, updateMail } from './mails/update.ts'

/** What the mails of broadcasts are made with. */
export interface MailRoom {
  catalogue: Catalogue
  keys: Keys
  /** absolute, without a trailing slash */
  publicUrl: string
}

interface Reader {
  number: number
  id: string
  sealed: Buffer
  language: string
  inbox: number
  address_sealed: Buffer
  created_at: Date
  welcome: boolean
}

/** The words of one broadcast as they are public now; compiled once for each language and thing that somebody did. */
export class BroadcastMails {
  readonly #about: BroadcastAbout
  readonly #room: MailRoom
  readonly #text: BroadcastText
  readonly #organisation: Organisation
  readonly #compiled = new Map<string, CompiledMail>()
  readonly #signatures = new Map<Language, string>()
  readonly #at: Date

  private constructor(
    about: BroadcastAbout,
    room: MailRoom,
    text: BroadcastText,
    organisation: Organisation,
    at: Date,
  ) {
    this.#about = about
    this.#room = room
    this.#text = text
    this.#organisation = organisation
    this.#at = at
  }

  /** Undefined when nothing is public that could be sent. */
  static async read(tx: Tx, about: BroadcastAbout, room: MailRoom): Promise<BroadcastMails | undefined> {
    const text = await broadcastWriter().write(tx, about, room)
    if (!text) return undefined
    return new BroadcastMails(about, room, text, await getOrganisation(tx, about.organisationId), tx.now)
  }

  /** Opens the mails of some of the audience. Whoever has an outcome already is in neither list. */
  async prepare(tx: Tx, numbers: readonly number[]): Promise<PreparedMails> {
    const readers = await readersOf(tx, this.#about, numbers)
    const key = await tx.keys.organisation(this.#about.organisationId)
    const deeds = await broadcastWriter().deeds(
      tx,
      this.#about,
      readers.filter(({ welcome }) => welcome).map(({ id }) => id),
    )
    const result: PreparedMails = { mails: [], suppressed: [] }
    for (const reader of readers) {
      const address = reader.welcome
        ? openAddress(key, { number: reader.inbox, address_sealed: reader.address_sealed })
        : undefined
      if (address === undefined) result.suppressed.push(reader.number)
      else {
        const { firstName } = openName(key, reader)
        const to = { address, name: firstName }
        const id = key.index('message-id', `${this.#about.id} ${reader.number}`).toString('hex')
        const deed = deeds.get(reader.id) ?? { kind: 'follow', at: reader.created_at }
        result.mails.push(this.#mail(reader, to, id, deed))
      }
    }
    return result
  }

  #mail(reader: Reader, to: { address: string; name: string }, messageId: string, deed: Deed): OutgoingMail {
    const { keys } = this.#room
    const writer = broadcastWriter()
    const lang = known(reader.language)
    const { number, senderAddress } = this.#organisation
    return {
      number: reader.number,
      envelopeFrom: senderAddress,
      to,
      render: () =>
        this.#compile(lang, deed.kind).render({
          to,
          messageId,
          values: {
            name: to.name,
            reason: this.#reason(lang, deed),
            leave: writer.unsubscribeToken(keys, number, reader.number),
            choices: writer.choicesToken(keys, this.#signature(lang), number, reader.number),
          },
        }),
    }
  }

  #signature(language: Language): string {
    let signature = this.#signatures.get(language)
    if (!signature) {
      const { organisationId, caseId } = this.#about
      const link = { organisationId, caseId, language }
      signature = broadcastWriter().choicesSignature(this.#room.keys, this.#at, link)
      this.#signatures.set(language, signature)
    }
    return signature
  }

  #reason(lang: Language, deed: Deed): string {
    return reasonLine(createI18n(lang, this.#room.catalogue), deed, this.#text.zone)
  }

  #compile(lang: Language, kind: Deed['kind']): CompiledMail {
    const name = `${lang} ${kind}`
    let compiled = this.#compiled.get(name)
    if (!compiled) this.#compiled.set(name, (compiled = this.#compileAnew(lang, kind)))
    return compiled
  }

  #compileAnew(lang: Language, kind: Deed['kind']): CompiledMail {
    const { publicUrl, catalogue } = this.#room
    const { name, senderName, senderAddress, postalAddress, shortId } = this.#organisation
    const i18n = createI18n(lang, catalogue)
    const shared = this.#text.texts[lang]!
    const leave = `${publicUrl}/u/${slot('leave')}`
    const mail = updateMail(i18n, {
      ...shared,
      name: slot('name'),
      thanks: thanksLine(i18n, kind),
      reason: slot('reason'),
      unsubscribeUrl: `${leave}?lang=${lang}`,
      choicesUrl: `${publicUrl}/${lang}/preferences/${slot('choices')}`,
      sender: { name, postalAddress },
    })
    const domain = senderAddress.slice(senderAddress.lastIndexOf('@') + 1)
    return compileMail({
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      language: lang,
      from: { address: senderAddress, name: senderName || name },
      date: this.#at,
      messageIdDomain: domain,
      unsubscribe: leave,
      listId: { name: shared.caseName, id: `${shortId.toLowerCase()}.${domain}` },
      slots: { name: 'text', reason: 'text', leave: 'token', choices: 'token' },
    })
  }
}

const known = (language: string): Language => (isLanguage(language) ? language : languages[0])

/** Safety: looked at now, not when the audience was frozen: who left since then is not written to. */
async function readersOf(tx: Tx, about: BroadcastAbout, numbers: readonly number[]): Promise<Reader[]> {
  const { rows } = await sql<Reader>`
    select s.number, s.id, s.sealed, s.language, s.inbox, s.created_at, i.address_sealed,
      i.suppressed_at is null and s.erased_at is null and o.id is not null as welcome
    from supporters s
      join inboxes i on i.organisation_id = s.organisation_id and i.number = s.inbox
      left join opt_ins o on o.organisation_id = s.organisation_id and o.supporter_id = s.id and o.scope = 'case'
        and o.case_id = ${about.caseId} and o.confirmed_at is not null and o.ended_at is null
    where s.organisation_id = ${about.organisationId} and s.number = any (${numbers}::int[])
      and not exists (select 1 from deliveries d where d.broadcast_id = ${about.id} and d.supporter = s.number)`.execute(
    tx.db,
  )
  return rows
}
