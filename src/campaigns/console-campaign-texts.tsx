import { randomBytes } from 'node:crypto'
import { languages } from '#platform/i18n.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { Invalid, NotFound } from '#platform/web/errors.ts'
import { typedValues, type TypedValues } from '#platform/web/forms.ts'
import { findWishesBeside, listWordings, whyNotDrafting, type Wording } from '#cases/index.ts'
import { dropDraft, readDraft, refusedForm, redirect } from '#organisations/index.ts'
import type { FormState } from '#ui/index.ts'
import { getCampaign } from './campaign.ts'
import { demandsIn, lettersIn, letterValues, textForm, textLimits } from './campaign-forms.ts'
import {
  emptyText,
  listCampaignTexts,
  saveCampaignText,
  type CampaignText,
  type CampaignTextVersion,
} from './campaign-texts.ts'
import { languageIn } from './console-campaigns.tsx'
import { campaignPage } from './console-campaign-page.tsx'
import { attempt, fieldsOf, idOf, reading, takeForm, writing, type Refusal } from './console-parts.tsx'
import { listDemands } from './demand.ts'
import { LettersView } from './views/console-letters.tsx'
import { TextsView } from './views/console-texts.tsx'

export const campaignTextRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/campaigns/:id/texts', verb: 'campaign.edit', handle: (c) => first(c, 'texts') },
  {
    method: 'GET',
    path: '/campaigns/:id/texts/:language',
    verb: 'campaign.edit',
    handle: (c) => textPage(c),
  },
  { method: 'POST', path: '/campaigns/:id/texts/:language', verb: 'campaign.edit', handle: takeText },
  {
    method: 'GET',
    path: '/campaigns/:id/letters',
    verb: 'campaign.edit',
    handle: (c) => first(c, 'letters'),
  },
  {
    method: 'GET',
    path: '/campaigns/:id/letters/:language',
    verb: 'campaign.edit',
    handle: (c) => lettersPage(c),
  },
  { method: 'POST', path: '/campaigns/:id/letters/:language', verb: 'campaign.edit', handle: takeLetters },
]

const longForm = 600_000

async function first(c: ConsoleContext, tab: 'texts' | 'letters'): Promise<Response> {
  const campaign = await reading(c, (tx) => getCampaign(tx, idOf(c, 'id')))
  return redirect(c, `/campaigns/${campaign.id}/${tab}/${campaign.defaultLanguage}`)
}

/** Everything that a page of texts needs; what was typed but not saved comes before what is stored. */
async function readTexts(c: ConsoleContext, tab: 'texts' | 'letters') {
  const language = languageIn(c)
  if (!language) throw new NotFound()
  const id = idOf(c, 'id')
  return await reading(c, async (tx) => {
    const texts = await listCampaignTexts(tx, id)
    const campaign = await getCampaign(tx, id)
    return {
      campaign,
      wishes: await findWishesBeside(tx, campaign.caseId),
      why: await whyNotDrafting(tx, campaign.caseId),
      demands: await listDemands(tx, id),
      texts,
      text: texts.find((one) => one.language === language),
      wording: (await listWordings(tx, campaign.caseId)).find((one) => one.language === language),
      language,
      address: `/campaigns/${id}/${tab}/${language}`,
      draft: await readDraft(tx, `/campaigns/${id}/${tab}/${language}`),
    }
  })
}

/** What the case says of her already: a new text begins with it. */
const begun = (wording: Wording | undefined): CampaignText => ({
  ...emptyText,
  ...(wording
    ? { summary: wording.sentence, whatHappened: wording.story, whyItMatters: wording.concern }
    : {}),
})

const textValues = (
  text: CampaignTextVersion | undefined,
  { language, wording, own }: { language: string; wording: Wording | undefined; own: string },
): TypedValues => {
  const known = text ?? begun(wording)
  return {
    version: String(text?.version ?? 0),
    translation: text?.translation ?? (language === own ? 'original' : 'reviewed'),
    ...Object.fromEntries(Object.keys(textLimits).map((name) => [name, known[name as 'title']])),
    ...Object.fromEntries(Object.entries(known.demands).map(([id, words]) => [`demand-${id}`, words])),
  }
}

/** Refused, drafted, or stored: in this order. */
function stateOf(
  c: ConsoleContext,
  parts: { refused: Refusal | undefined; draft: TypedValues | undefined; stored: TypedValues },
): FormState {
  const { refused, draft, stored } = parts
  if (!refused) return { values: draft ?? stored, errors: {} }
  // whoever saves again after having been told does so knowingly
  const values =
    refused.status === 409 ? { ...refused.values, version: stored['version'] ?? '0' } : refused.values
  return refusedForm(c.get('i18n'), { values, errors: refused.errors })
}

async function textPage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const shown = await readTexts(c, 'texts')
  const { campaign, text, language, draft } = shown
  const form = stateOf(c, {
    refused,
    draft: draft?.values,
    stored: textValues(text, { language, wording: shown.wording, own: campaign.defaultLanguage }),
  })
  return campaignPage(c, campaign, 'texts', {
    status: refused ? (refused.status ?? 422) : 200,
    islands: ['autosave', 'letter-length'],
    body: (
      <TextsView
        {...shown}
        i18n={c.get('i18n')}
        form={form}
        languages={languages}
        {...(draft && !refused ? { draftedAt: draft.savedAt } : {})}
        conflict={refused?.status === 409}
      />
    ),
  })
}

async function takeText(c: ConsoleContext): Promise<Response> {
  const [campaignId, language] = [idOf(c, 'id'), languageIn(c)]
  if (!language) throw new NotFound()
  const form = await takeForm(c, textForm, longForm)
  if (!form.ok) return textPage(c, form)
  const { version, translation, ...all } = form.value
  const parts = Object.fromEntries(
    Object.keys(textLimits).flatMap((name) =>
      all[name as 'title'] === undefined ? [] : [[name, all[name as 'title']]],
    ),
  )
  const done = await attempt(
    () =>
      writing(c, async (tx) => {
        const before = (await listCampaignTexts(tx, campaignId)).find((one) => one.language === language)
        const known = (await listDemands(tx, campaignId)).map(
          ({ id }) => [id, before?.demands[id] ?? ''] as const,
        )
        const { demands, errors } = demandsIn(form.values, new Map(known))
        if (Object.keys(errors).length > 0) throw new Invalid(errors)
        const text = { ...parts, demands }
        await saveCampaignText(tx, { campaignId, language, version, translation, text })
        await dropDraft(tx, `/campaigns/${campaignId}/texts/${language}`)
      }),
    form.values,
  )
  if (!done.ok) return textPage(c, done)
  return redirect(c, `/campaigns/${campaignId}/texts/${language}`, 'campaigns.text.saved')
}

async function lettersPage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const shown = await readTexts(c, 'letters')
  const { campaign, text, draft } = shown
  const stored = { version: String(text?.version ?? 0), ...letterValues(text?.letters ?? []) }
  const form = stateOf(c, { refused, draft: draft?.values, stored })
  return campaignPage(c, campaign, 'letters', {
    status: refused ? (refused.status ?? 422) : 200,
    islands: ['autosave', 'letter-length'],
    body: (
      <LettersView
        {...shown}
        i18n={c.get('i18n')}
        form={form}
        languages={languages}
        {...(draft && !refused ? { draftedAt: draft.savedAt } : {})}
        conflict={refused?.status === 409}
      />
    ),
  })
}

async function takeLetters(c: ConsoleContext): Promise<Response> {
  const [campaignId, language] = [idOf(c, 'id'), languageIn(c)]
  if (!language) throw new NotFound()
  const values = typedValues(await fieldsOf(c, longForm))
  const { letters, errors } = lettersIn(values, () => randomBytes(6).toString('hex'))
  if (Object.keys(errors).length > 0) return lettersPage(c, { values, errors })
  const version = Number(values['version']) || 0
  const done = await attempt(
    () =>
      writing(c, async (tx) => {
        await saveCampaignText(tx, { campaignId, language, version, text: { letters } })
        await dropDraft(tx, `/campaigns/${campaignId}/letters/${language}`)
      }),
    values,
  )
  if (!done.ok) return lettersPage(c, done)
  return redirect(c, `/campaigns/${campaignId}/letters/${language}`, 'campaigns.text.saved')
}
