import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { type I18n, createCatalogue, createI18n, languages } from '#platform/i18n.ts'
import { compileMail, slot } from '../compile.ts'
import { messages } from '../locales/index.ts'
import {
  accessChangedMail,
  auditConfirmMail,
  auditHeadMail,
  auditReplacedMail,
  type MailText,
  confirmActionsMail,
  confirmFollowingMail,
  confirmNewsletterMail,
  confirmSignOnMail,
  heldDataMail,
  invitationMail,
  letterHandedOverMail,
  letterReceiptMail,
  officialLetterMail,
  reasonLine,
  recoveredNoticeMail,
  signatoryMail,
  signOnKnownMail,
  thanksLine,
  updateMail,
  viaName,
} from './index.ts'

const sender = { name: 'Eyes on Dara', postalAddress: 'Lamp Street 4\n1010 Vienna' }
const at = new Date('2026-05-03T22:30:00Z')
const zone = 'Asia/Amman'
const catalogue = createCatalogue(messages)

const all: Record<string, (i18n: I18n) => MailText> = {
  confirm: (i18n) =>
    confirmActionsMail(i18n, {
      caseName: 'Dara Chan',
      campaignTitle: 'Free Dara <now>',
      kinds: ['email', 'email', 'signature'],
      keepPostedUrl: 'https://act.example.org/en/confirm/k1',
      confirmOnlyUrl: 'https://act.example.org/en/confirm/k2',
      notMeUrl: 'https://act.example.org/en/not-me/k3',
      sender,
    }),
  follow: (i18n) =>
    confirmFollowingMail(i18n, {
      caseName: 'Dara Chan',
      confirmUrl: 'https://act.example.org/en/confirm/k1',
      notMeUrl: 'https://act.example.org/en/not-me/k3',
      sender,
    }),
  newsletter: (i18n) =>
    confirmNewsletterMail(i18n, {
      confirmUrl: 'https://act.example.org/en/confirm/k1',
      notMeUrl: 'https://act.example.org/en/not-me/k3',
      sender,
    }),
  'sign-on': (i18n) =>
    confirmSignOnMail(i18n, {
      ...{ letter: 'Free Dara <now>', changed: true },
      confirmUrl: 'https://act.example.org/en/sign-on/k1',
      sender,
    }),
  'sign-on-known': (i18n) => signOnKnownMail(i18n, { letter: 'Free Dara <now>', sender }),
  listed: (i18n) =>
    signatoryMail(i18n, {
      what: 'listed',
      letter: 'Free Dara <now>',
      letterUrl: 'https://act.example.org/en/c/1/letters/2',
      withdrawUrl: 'https://act.example.org/en/signatory/k2',
      sender,
    }),
  declined: (i18n) =>
    signatoryMail(i18n, { what: 'declined', letter: 'Free Dara <now>', reason: 'not-checked', sender }),
  removed: (i18n) =>
    signatoryMail(i18n, { what: 'removed', letter: 'Free Dara <now>', reason: 'asked-by-them', sender }),
  handedOver: (i18n) =>
    letterHandedOverMail(i18n, {
      ...{
        letter: 'Free Dara <now>',
        how: 'refused',
        on: '3 December 2026',
        to: 'the Minister <of> Justice',
      },
      updateUrl: 'https://act.example.org/en/c/1/updates/2',
      withdrawUrl: 'https://act.example.org/en/signatory/k2',
      sender,
    }),
  receipt: (i18n) =>
    letterReceiptMail(i18n, {
      name: 'Amina',
      official: 'the Minister',
      letterSubject: 'Release Dara',
      letter: 'Dear Minister,\n\n<b>please</b>',
      letterLang: 'en',
      letterDir: 'ltr',
      sentAt: at,
      zone,
      sender,
    }),
  held: (i18n) =>
    heldDataMail(i18n, {
      items: [{ label: 'Name', value: 'Amina <x>' }],
      choicesUrl: 'https://act.example.org/en/choices/k1',
      sender,
    }),
  invitation: (i18n) =>
    invitationMail(i18n, { url: 'https://console.example.org/i/k', expiresAt: at, zone, sender }),
  recovered: (i18n) => recoveredNoticeMail(i18n, { member: 'Lina', at, zone, sender }),
  audit: (i18n) => auditHeadMail(i18n, { head: 'Links: 7', verifyKey: 'k'.repeat(43), at, zone, sender }),
  auditConfirm: (i18n) =>
    auditConfirmMail(i18n, { url: 'https://console.example.org/a/k', expiresAt: at, zone, sender }),
  auditReplaced: (i18n) => auditReplacedMail(i18n, { at, zone, sender }),
  access: (i18n) => accessChangedMail(i18n, { what: 'code-used', at, zone, sender }),
  update: (i18n) => update(i18n),
}

const update = (i18n: I18n): MailText =>
  updateMail(i18n, {
    name: slot('name'),
    caseName: 'Dara Chan',
    kindLabel: 'Hearing notice',
    headline: 'The hearing is on Tuesday',
    dateline: 'Phnom Penh, 3 May 2026, by Lina',
    bodyHtml: '<p>Observers will be <em>in the room</em>.</p>',
    bodyText: 'Observers will be in the room.',
    bodyLang: 'en',
    bodyDir: 'ltr',
    thanks: thanksLine(i18n, 'email'),
    reason: slot('reason'),
    ask: { label: 'Call the ministry', url: 'https://act.example.org/en/act/x1' },
    updateUrl: 'https://act.example.org/en/c/x1/u1',
    choicesUrl: `https://act.example.org/en/choices/${slot('choices')}`,
    unsubscribeUrl: `https://act.example.org/u/${slot('token')}`,
    sender,
  })

describe.each(languages)('in %s', (lang) => {
  const i18n = createI18n(lang, catalogue)

  test.each(Object.keys(all))('the mail %s stands on its own', (name) => {
    const mail = all[name]!(i18n)
    expect(mail.language).toBe(lang)
    expect(mail.html).toContain(`<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">`)
    expect(mail.text).toContain('Eyes on Dara\nLamp Street 4')
    expect(mail.html).toContain('<bdi>Lamp Street 4</bdi><br><bdi>1010 Vienna</bdi>')
    // nothing is fetched, nothing is counted
    expect(mail.html).not.toMatch(/<(img|script|link|iframe|object|form)|url\(|@import|src=/i)
    expect(mail.html).not.toMatch(/<now>|<x>|<b>please/)
    expect(mail.subject).not.toMatch(/[\r\n]/)
    expect(`${mail.text}${mail.html}`).not.toMatch(/undefined|\[object|\{\w+\}/)
    // what can be pressed can be reached in plain text, too
    for (const [, url = ''] of mail.html.matchAll(/href="([^"]+)"/g)) expect(mail.text).toContain(url)
  })

  test('the confirmation says both ways to confirm, and the way out', () => {
    const { text } = all['confirm']!(i18n)
    for (const path of ['confirm/k1', 'confirm/k2', 'not-me/k3']) expect(text).toContain(path)
  })

  test('mail to staff names no case', () => {
    for (const name of ['invitation', 'recovered', 'access']) {
      expect(JSON.stringify(all[name]!(i18n))).not.toContain('Chan')
    }
  })

  test('an update compiles and reaches each reader with her own words', async () => {
    const mail = update(i18n)
    const kinds = { name: 'text', reason: 'text', token: 'token', choices: 'token' } as const
    const compiled = compileMail({
      ...mail,
      from: { name: sender.name, address: 'news@act.example.org' },
      date: at,
      messageIdDomain: 'act.example.org',
      unsubscribe: `https://act.example.org/u/${slot('token')}`,
      slots: kinds,
    })
    const reason = reasonLine(i18n, { kind: 'email', official: 'the Minister', at }, zone)
    const raw = compiled.render({
      to: { name: 'Amina', address: 'amina@example.net' },
      messageId: 'b1.1',
      values: { name: 'Amina <b>', reason, token: 't1', choices: 'c1' },
    })
    const read = await PostalMime.parse(Buffer.from(raw, 'latin1'))
    // where no element can be, a name that may run against the line stands apart from it
    const amina = lang === 'ar' ? '\u2068Amina <b>\u2069' : 'Amina <b>'
    expect(read.text).toContain(i18n.t('mail.greeting', { name: amina }))
    expect(read.text).toContain(reason)
    expect(read.text).toContain('https://act.example.org/u/t1')
    expect(read.html).toContain('<bdi>Amina &#60;b&#62;</bdi>')
    expect(read.html).toContain('href="https://act.example.org/en/choices/c1"')
    expect(read.html).not.toContain('\u0001')
  })
})

test('the reason is dated where the case is', () => {
  const i18n = createI18n('en', catalogue)
  // 22:30 UTC is the next day in Amman
  expect(reasonLine(i18n, { kind: 'email', official: 'the Minister', at }, zone)).toBe(
    'You emailed the Minister on 4 May.',
  )
  expect(reasonLine(i18n, { kind: 'follow', at }, zone)).toBe('You chose to follow this case on 4 May.')
  expect(thanksLine(i18n, 'follow')).toBe('')
})

test('a letter to an official is plain text from a named person via the campaign', () => {
  const mail = officialLetterMail({
    identity: 'Amina, Jordan',
    campaignTitle: 'Free Dara',
    subject: 'Release',
    letter: 'Dear Minister,\nplease.\n',
    sentBy: 'Sent through Eyes on Dara.',
  })
  expect(mail.fromName).toBe('Amina, Jordan via Free Dara')
  expect(mail.text).toBe('Dear Minister,\nplease.\n\nAmina, Jordan\n\n-- \nSent through Eyes on Dara.\n')
  expect(Object.keys(mail)).not.toContain('html')
  expect(viaName('x'.repeat(200), 'y'.repeat(200)).length).toBeLessThan(130)
})

test('the foot names the sender once, each line of the address in its own direction', () => {
  const address = `${sender.name}\nKade 12\n1011 AB Amsterdam`
  const mail = confirmFollowingMail(createI18n('ar', catalogue), {
    caseName: 'Dara Chan',
    confirmUrl: 'https://act.example.org/ar/confirm/k1',
    notMeUrl: 'https://act.example.org/ar/not-me/k3',
    sender: { ...sender, postalAddress: address },
  })
  expect(mail.text.trim().endsWith(`----\n\n${address}`)).toBe(true)
  expect(mail.html).toContain(
    `<bdi>${sender.name}</bdi><br><bdi>Kade 12</bdi><br><bdi>1011 AB Amsterdam</bdi>`,
  )
})
