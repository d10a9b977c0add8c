import { can } from '#platform/access.ts'
import { isLanguage } from '#platform/i18n.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { getCase, listCases } from '#cases/index.ts'
import { findAccount, organisationOf, page, redirect, refusedForm } from '#organisations/index.ts'
import {
  campaignKinds,
  draftCampaign,
  editCampaign,
  endTestMode,
  getCampaign,
  listCampaigns,
} from './campaign.ts'
import { campaignForm, campaignValues, newCampaignForm } from './campaign-forms.ts'
import { ownPaper } from './paper-numbers.ts'
import { readAllNumbers, readNumbers, readPeople, readSpread } from './campaign-numbers.ts'
import { sendTestLetters } from './campaign-test-letters.ts'
import { campaignPage, runByAnother } from './console-campaign-page.tsx'
import { attempt, fieldsOf, idOf, oneOf, reading, takeForm, writing, type Refusal } from './console-parts.tsx'
import { requeueTests } from './official-sender.ts'
import { listSignedLetters } from './signed-letter.ts'
import { AnotherRuns } from './views/console-campaign-frame.tsx'
import { CampaignsView, NewCampaignView } from './views/console-campaigns.tsx'
import { OverviewView } from './views/console-overview.tsx'
import { SettingsView } from './views/console-settings.tsx'

export const campaignRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/campaigns', verb: 'campaign.read', handle: campaignsPage },
  { method: 'GET', path: '/campaigns/new', verb: 'campaign.edit', handle: (c) => newPage(c) },
  { method: 'POST', path: '/campaigns/new', verb: 'campaign.edit', handle: takeNew },
  { method: 'GET', path: '/campaigns/:id', verb: 'campaign.read', handle: overviewPage },
  { method: 'GET', path: '/campaigns/:id/settings', verb: 'campaign.edit', handle: (c) => settingsPage(c) },
  { method: 'POST', path: '/campaigns/:id/settings', verb: 'campaign.edit', handle: takeSettings },
  { method: 'POST', path: '/campaigns/:id/test', verb: 'campaign.test-send', handle: takeTest },
  { method: 'POST', path: '/campaigns/:id/end-test', verb: 'campaign.end-test', handle: takeEndOfTest },
]

async function campaignsPage(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const query = c.req.query()
  const state = oneOf(query['state'], ['draft', 'live', 'paused', 'ended'])
  const q = (query['q'] ?? '').toLowerCase()
  const shown = await reading(c, async (tx) => {
    const all = (await listCampaigns(tx))
      .filter((one) => !state || one.state === state)
      .filter((one) => `${one.codeName} ${one.caseCodeName}`.toLowerCase().includes(q))
    return {
      all,
      numbers: await readAllNumbers(
        tx,
        all.map((one) => one.id),
      ),
    }
  })
  return page(c, {
    title: i18n.t('ui.console.campaigns'),
    section: 'campaigns',
    actions: can(c.get('member'), 'campaign.edit') && (
      <a class="button primary" href="/campaigns/new">
        {i18n.t('campaigns.new')}
      </a>
    ),
    body: <CampaignsView i18n={i18n} query={query} campaigns={shown.all} numbers={shown.numbers} />,
  })
}

async function newPage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const i18n = c.get('i18n')
  const { accountId } = c.get('member')
  const asked = c.req.query('case')
  const kind = oneOf(c.req.query('kind'), campaignKinds)
  const known = await reading(c, async (tx) => {
    const chosen = asked ? await getCase(tx, asked) : undefined
    const listed = (await listCases(tx, { sort: 'code' })).rows
    // the list is a page of them: the one that was chosen need not be on it
    const all = chosen ? [chosen, ...listed.filter(({ id }) => id !== chosen.id)] : listed
    return {
      cases: all.filter(({ state }) => state === 'open' || state === 'monitoring'),
      address: (await findAccount(tx, { id: accountId }))?.address ?? '',
    }
  })
  const first = asked || known.cases.length === 1 ? known.cases[0] : undefined
  const form = refused
    ? refusedForm(i18n, refused)
    : {
        values: {
          testAddress: known.address,
          ...(first
            ? { caseId: first.id, codeName: first.codeName, language: first.defaultLanguage }
            : { language: i18n.lang }),
          kinds: kind ? [kind] : [],
        },
        errors: {},
      }
  return page(c, {
    title: i18n.t('campaigns.new'),
    section: 'campaigns',
    trail: [{ href: '/campaigns', label: i18n.t('ui.console.campaigns') }],
    status: refused ? (refused.status ?? 422) : 200,
    body: <NewCampaignView i18n={i18n} form={form} cases={known.cases} />,
  })
}

async function takeNew(c: ConsoleContext): Promise<Response> {
  const form = await takeForm(c, newCampaignForm)
  if (!form.ok) return newPage(c, form)
  const { zone } = await organisationOf(c)
  const done = await attempt(
    () => writing(c, (tx) => draftCampaign(tx, { ...form.value, zone })),
    form.values,
  )
  return done.ok
    ? redirect(c, `/campaigns/${done.value}/texts/${form.value.language}`, 'campaigns.drafted')
    : newPage(c, done)
}

async function overviewPage(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const { campaign, ...shown } = await reading(c, async (tx) => {
    const campaign = await getCampaign(tx, idOf(c, 'id'))
    return {
      campaign,
      numbers: await readNumbers(tx, campaign.id),
      spread: await readSpread(tx, campaign),
      people: await readPeople(tx, campaign),
      onPaper: await ownPaper(tx, campaign.id),
      signed: await listSignedLetters(tx, campaign),
    }
  })
  return campaignPage(c, campaign, 'overview', {
    body: (
      <OverviewView
        i18n={i18n}
        campaign={campaign}
        {...shown}
        publicUrl={c.get('office').publicUrl}
        mayRecord={can(c.get('member'), 'action.record-by-hand')}
        maySeeSupporters={can(c.get('member'), 'supporter.read')}
      />
    ),
  })
}

async function settingsPage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const i18n = c.get('i18n')
  const { campaign, runBy } = await reading(c, async (tx) => {
    const campaign = await getCampaign(tx, idOf(c, 'id'))
    return { campaign, runBy: await runByAnother(tx, campaign) }
  })
  const values = refused && {
    ...refused.values,
    // whoever saves again after having been told does so knowingly
    ...(refused.status === 409 ? { version: String(campaign.version) } : {}),
  }
  const form = refused
    ? refusedForm(i18n, { values: values!, errors: refused.errors })
    : { values: campaignValues(campaign), errors: {} }
  return campaignPage(c, campaign, 'settings', {
    status: refused ? (refused.status ?? 422) : 200,
    body:
      runBy === undefined ? (
        <SettingsView i18n={i18n} campaign={campaign} form={form} conflict={refused?.status === 409} />
      ) : (
        <AnotherRuns i18n={i18n} organisation={runBy} />
      ),
  })
}

async function takeSettings(c: ConsoleContext): Promise<Response> {
  const campaignId = idOf(c, 'id')
  const form = await takeForm(c, campaignForm)
  if (!form.ok) return settingsPage(c, form)
  const done = await attempt(
    () => writing(c, (tx) => editCampaign(tx, { ...form.value, campaignId })),
    form.values,
  )
  return done.ok ? redirect(c, `/campaigns/${campaignId}/settings`, 'campaigns.saved') : settingsPage(c, done)
}

async function takeTest(c: ConsoleContext): Promise<Response> {
  const campaignId = idOf(c, 'id')
  const count = await writing(c, (tx) => sendTestLetters(tx, { campaignId }))
  return redirect(c, `/campaigns/${campaignId}/settings`, 'campaigns.test.sent', { count })
}

/** With the tick, letters that were confirmed during the test go to the officials after all. */
async function takeEndOfTest(c: ConsoleContext): Promise<Response> {
  const campaignId = idOf(c, 'id')
  const fields = await fieldsOf(c)
  const version = Number(fields['version'])
  await writing(c, async (tx) => {
    await endTestMode(tx, { campaignId, version })
    if (fields['requeue'] === 'yes') await requeueTests(tx, campaignId)
  })
  return redirect(c, `/campaigns/${campaignId}/settings`, 'campaigns.test.ended')
}

/** A language in the address, else nothing. */
export const languageIn = (c: ConsoleContext) => {
  const language = c.req.param('language') ?? ''
  return isLanguage(language) ? language : undefined
}
