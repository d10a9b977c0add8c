import { html } from 'hono/html'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { directionOf } from '#platform/i18n.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import { declareMail, officialLetterMail, queueMails } from '#delivery/index.ts'
import { officialsOf } from './campaign-officials.ts'
import { getCampaign } from './campaign.ts'
import { listCampaignTexts } from './campaign-texts.ts'
import { i18nFor } from './confirm-mail.ts'
import { fillLetter } from './letter.ts'

/**
 * Sends one mail of each letter, in each language, to the campaign's test address and to nobody else: as an official
 * would read it. For writers of the organisation whose campaign it is: the test address is sealed under the case's key, the
 * mails under hers.
 * @returns how many mails
 * @throws Refused ('campaigns.test.others') for a partner, Conflict ('campaigns.test.nothing') while there is no letter or no test address
 */
export async function sendTestLetters(tx: Tx, input: { campaignId: string }): Promise<number> {
  mustBeAllowed(tx, 'campaign.test-send')
  const campaign = await getCampaign(tx, input.campaignId)
  if (tx.actor.kind !== 'member' || tx.actor.organisationId !== campaign.organisationId)
    throw new Refused('campaigns.test.others')
  const texts = await listCampaignTexts(tx, campaign.id)
  const letters = texts.flatMap((text) => text.letters.map((letter) => ({ text, letter })))
  const { testAddress } = campaign
  if (letters.length === 0 || !testAddress) throw new Conflict('campaigns.test.nothing')
  const count = await queueMails(
    tx,
    letters.map(({ text, letter }) => ({
      organisationId: campaign.organisationId,
      kind: 'test-letter',
      urgency: 5 as const,
      to: { address: testAddress },
      language: text.language,
      template: 'test-letter',
      values: { campaignId: campaign.id, letter: letter.id },
    })),
  )
  await record(tx, 'campaign.test-sent', {
    caseId: campaign.caseId,
    subject: campaign.id,
    data: { count },
  })
  return count
}

declareMail('test-letter', async (tx, mail, services) => {
  const campaignId = String(mail.values['campaignId'])
  const texts = await listCampaignTexts(tx, campaignId)
  const text = texts.find((one) => one.language === mail.language)
  const letter = text?.letters.find((one) => one.id === mail.values['letter'])
  if (!text || !letter) return undefined
  const [official] = (await officialsOf(tx, campaignId)).filter((one) => one.channels.includes('email'))
  const i18n = i18nFor(services, mail.language)
  const name = i18n.t('campaigns.test.name')
  const body = [letter.opening, letter.body, letter.closing].filter((part) => part.trim()).join('\n\n')
  const salutation = official?.salutation[mail.language] ?? official?.salutation[official.language] ?? ''
  const written = officialLetterMail({
    identity: name,
    campaignTitle: text.title,
    subject: letter.subject,
    letter: fillLetter(body.includes('{salutation}') ? body : `{salutation}\n\n${body}`, salutation, name),
    sentBy: mail.sender.name,
  })
  const preheader = i18n.t('campaigns.test.preheader')
  const page = html`<!doctype html>
    <html lang="${mail.language}" dir="${directionOf(mail.language)}">
      <body>
        <p>${preheader}</p>
        <pre style="white-space:pre-wrap;font:inherit">${written.text}</pre>
      </body>
    </html>`
  return {
    subject: `[TEST] ${written.subject}`,
    preheader,
    text: `${preheader}\n\n${written.text}`,
    html: (await page).toString(),
    language: mail.language,
  }
})
