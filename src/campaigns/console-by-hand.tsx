import { z } from 'zod'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { maybe, readForm, ticked, typed } from '#platform/web/forms.ts'
import { languages, type I18n } from '#platform/i18n.ts'
import { parseAddress } from '#platform/text/address.ts'
import { parseCountry } from '#platform/text/country.ts'
import { parseName } from '#platform/text/name.ts'
import { parsePlain } from '#platform/text/plain.ts'
import { DraftKey, organisationOf, page, redirect, refusedForm } from '#organisations/index.ts'
import {
  Checkbox,
  DateField,
  ErrorSummary,
  RadioGroup,
  Select,
  Textarea,
  TextField,
  valueOf,
  type FormState,
} from '#ui/index.ts'
import { recordByHand } from './recording-by-hand.ts'

export const byHandRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/campaigns/:id/record', verb: 'action.record-by-hand', handle: (c) => show(c) },
  { method: 'POST', path: '/campaigns/:id/record', verb: 'action.record-by-hand', handle: take },
]

const kinds = ['message', 'call', 'email', 'signature'] as const
const listedAs = ['full', 'first-name', 'country'] as const
const plain = (max: number, optional: boolean) => (input: string) => parsePlain(input, { max, optional })

/** A day that has come: nobody can have phoned tomorrow. `today` is the day in the organisation's zone. */
const formOf = (today: string) =>
  z
    .object({
      kind: z.enum(kinds),
      on: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/, 'error.field.form')
        .refine((day) => !Number.isNaN(Date.parse(day)) && day <= today, 'error.field.form'),
      firstName: typed(parseName),
      lastName: maybe(typed(parseName)),
      email: maybe(typed(parseAddress)),
      country: maybe(typed(parseCountry)),
      language: z.enum(languages),
      note: typed(plain(2_000, true)),
      agreed: ticked(),
      agreement: typed(plain(500, true)),
      listed: z.enum(listedAs).catch('country'),
      listedHow: maybe(typed(plain(500, true))),
    })
    .superRefine((value, issues) => {
      if (value.kind === 'signature' && value.listed !== 'country') {
        // Safety: without an address nobody could ever have her name taken off again
        if (!value.email) issues.addIssue({ code: 'custom', path: ['email'], message: 'error.address.empty' })
        if (!value.listedHow)
          issues.addIssue({ code: 'custom', path: ['listedHow'], message: 'error.field.empty' })
      }
      if (!value.agreed) return
      if (!value.email) issues.addIssue({ code: 'custom', path: ['email'], message: 'error.address.empty' })
      // Safety: a consent that nobody can retell is none
      if (!value.agreement)
        issues.addIssue({ code: 'custom', path: ['agreement'], message: 'error.field.empty' })
    })

async function campaignOf(c: ConsoleContext): Promise<{ id: string; codeName: string }> {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) throw new NotFound()
  const row = await c
    .get('office')
    .db.reading(c.get('member'), ({ db }) =>
      db.selectFrom('campaigns').select('code_name').where('id', '=', id).executeTakeFirst(),
    )
  if (!row) throw new NotFound()
  return { id, codeName: row.code_name }
}

async function show(c: ConsoleContext, form?: FormState): Promise<Response> {
  const i18n = c.get('i18n')
  const campaign = await campaignOf(c)
  const path = `/campaigns/${campaign.id}/record`
  return await page(c, {
    title: i18n.t('by-hand.title'),
    section: 'campaigns',
    status: form ? 422 : 200,
    trail: [{ href: `/campaigns/${campaign.id}`, label: <bdi>{campaign.codeName}</bdi> }],
    islands: ['autosave'],
    body: (
      <>
        <ErrorSummary i18n={i18n} form={form} />
        <p>{i18n.t('by-hand.intro')}</p>
        <p>
          {i18n.t('by-hand.many')} <a href={`/campaigns/${campaign.id}/paper`}>{i18n.t('paper.new')}</a>
        </p>
        <form method="post" action={path} data-autosave="/drafts">
          <DraftKey form={path} />
          <RadioGroup
            form={form}
            name="kind"
            label={i18n.t('by-hand.kind')}
            options={kinds.map((value) => ({ value, label: i18n.t(`by-hand.kind.${value}`) }))}
            required
          />
          <DateField form={form} name="on" label={i18n.t('by-hand.on')} required />
          <TextField
            form={form}
            name="firstName"
            label={i18n.t('by-hand.first-name')}
            maxlength={80}
            required
          />
          <TextField form={form} name="lastName" label={i18n.t('by-hand.last-name')} maxlength={80} />
          <TextField
            form={form}
            name="email"
            type="email"
            label={i18n.t('by-hand.email')}
            hint={i18n.t('by-hand.email.hint')}
            maxlength={254}
          />
          <Select
            form={form}
            name="country"
            label={i18n.t('by-hand.country')}
            empty={i18n.t('by-hand.country.unknown')}
            options={i18n.countries().map(({ code, name }) => ({ value: code, label: name }))}
          />
          <Select
            form={form}
            name="language"
            label={i18n.t('by-hand.language')}
            options={languages.map((value) => ({ value, label: i18n.language(value) }))}
          />
          <Textarea form={form} name="note" label={i18n.t('by-hand.note')} maxlength={2_000} rows={5} />
          <ListedFields i18n={i18n} form={form} />
          <Checkbox form={form} name="agreed" label={i18n.t('by-hand.agreed')} />
          <Textarea
            form={form}
            name="agreement"
            label={i18n.t('by-hand.agreement')}
            hint={i18n.t('by-hand.agreement.hint')}
            maxlength={500}
            rows={2}
          />
          <button class="button primary" type="submit">
            {i18n.t('by-hand.save')}
          </button>
        </form>
      </>
    ),
  })
}

/** What is asked of a signature alone. Safety: without an answer nobody's name is handed over. */
function ListedFields({ i18n, form }: { i18n: I18n; form: FormState | undefined }) {
  return (
    <fieldset class="group">
      <legend>{i18n.t('by-hand.listed.legend')}</legend>
      <RadioGroup
        form={form}
        name="listed"
        label={i18n.t('by-hand.listed')}
        value={valueOf(form, 'listed') || 'country'}
        options={listedAs.map((value) => ({ value, label: i18n.t(`by-hand.listed.${value}`) }))}
      />
      <Textarea
        form={form}
        name="listedHow"
        label={i18n.t('by-hand.listed.how')}
        hint={i18n.t('by-hand.listed.how.hint')}
        maxlength={500}
        rows={2}
      />
    </fieldset>
  )
}

async function take(c: ConsoleContext): Promise<Response> {
  const campaign = await campaignOf(c)
  const { zone } = await organisationOf(c)
  const { db } = c.get('office')
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(
    db.clock.now(),
  )
  const result = await readForm(c, formOf(today))
  if (!result.ok) return await show(c, refusedForm(c.get('i18n'), result))
  const { agreed, agreement, listed, listedHow, lastName = '', ...entry } = result.value
  await db.transaction(c.get('member'), (tx) =>
    recordByHand(tx, {
      ...entry,
      lastName,
      campaignId: campaign.id,
      ...(agreed ? { agreedToMail: agreement } : {}),
      ...(listed !== 'country' && listedHow ? { listed: { identity: listed, wording: listedHow } } : {}),
    }),
  )
  return redirect(c, `/campaigns/${campaign.id}/record`, 'by-hand.saved')
}
