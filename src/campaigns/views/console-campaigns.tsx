import { languages, type I18n } from '#platform/i18n.ts'
import type { CaseRow } from '#cases/index.ts'
import {
  CheckboxGroup,
  Empty,
  ErrorSummary,
  Filter,
  Select,
  Table,
  TextField,
  type FormState,
} from '#ui/index.ts'
import { campaignKinds, type Campaign } from '../campaign.ts'
import type { CampaignNumbers } from '../campaign-numbers.ts'
import { CampaignState } from './console-campaign-frame.tsx'

/** All campaigns, case by case; each number for itself. */
export function CampaignsView(props: {
  i18n: I18n
  query: Readonly<Record<string, string>>
  campaigns: readonly Campaign[]
  numbers: ReadonlyMap<string, CampaignNumbers>
}) {
  const { i18n, query, campaigns, numbers } = props
  const asked = Boolean(query['q'] || query['state'])
  const byCase = Map.groupBy(campaigns, (one) => one.caseId)
  return (
    <>
      <Filter i18n={i18n} action="/campaigns" clear="/campaigns">
        <TextField name="q" type="search" label={i18n.t('campaigns.search')} value={query['q'] ?? ''} />
        <Select
          name="state"
          label={i18n.t('campaigns.col.state')}
          value={query['state'] ?? ''}
          empty={i18n.t('officials.all')}
          options={(['draft', 'live', 'paused', 'ended'] as const).map((value) => ({
            value,
            label: i18n.t(`campaigns.state.${value}`),
          }))}
        />
      </Filter>
      {campaigns.length === 0 && (
        <Empty
          title={i18n.t(asked ? 'campaigns.none.title' : 'campaigns.empty.title')}
          {...(asked ? {} : { action: { href: '/campaigns/new', label: i18n.t('campaigns.new') } })}
        >
          <p>{i18n.t(asked ? 'campaigns.none.text' : 'campaigns.empty.text')}</p>
        </Empty>
      )}
      {[...byCase.values()].map((ofCase) => (
        <section class="block">
          <h2>
            <a href={`/cases/${ofCase[0]!.caseId}`}>
              <bdi>{ofCase[0]!.caseCodeName}</bdi>
            </a>
          </h2>
          <Table
            caption={i18n.t('campaigns.caption', { count: ofCase.length })}
            columns={[
              { label: i18n.t('campaigns.col.name') },
              { label: i18n.t('campaigns.col.state') },
              { label: i18n.t('campaigns.col.act-by') },
              { label: i18n.t('campaigns.number.people'), numeric: true },
              { label: i18n.t('campaigns.number.accepted'), numeric: true },
              { label: i18n.t('campaigns.number.self'), numeric: true },
            ]}
            rows={ofCase.map((one) => {
              const count = numbers.get(one.id)
              return [
                <div>
                  <a href={`/campaigns/${one.id}`}>
                    <bdi>{one.codeName}</bdi>
                  </a>
                  <br />
                  <span class="small">
                    {i18n.list(one.kinds.map((kind) => i18n.t(`campaigns.kind.${kind}`)))}
                  </span>
                </div>,
                <div class="states">
                  <CampaignState i18n={i18n} campaign={one} short />
                </div>,
                one.actBy
                  ? i18n.date(one.actBy, { zone: one.zone, style: 'short' })
                  : i18n.t('campaigns.open-end'),
                i18n.number(count?.people ?? 0),
                i18n.number(count?.accepted ?? 0),
                i18n.number(count?.selfReported ?? 0),
              ]
            })}
          />
        </section>
      ))}
    </>
  )
}

/** Little is asked at the beginning; everything can be changed until it is public. */
export function NewCampaignView(props: { i18n: I18n; form: FormState; cases: readonly CaseRow[] }) {
  const { i18n, form, cases } = props
  const { t } = i18n
  if (cases.length === 0)
    return (
      <Empty
        title={t('campaigns.new.no-case.title')}
        action={{ href: '/cases', label: t('ui.console.cases') }}
      >
        <p>{t('campaigns.new.no-case.text')}</p>
      </Empty>
    )
  return (
    <>
      <ErrorSummary i18n={i18n} form={form} />
      <form method="post" action="/campaigns/new" novalidate>
        <Select
          form={form}
          name="caseId"
          label={t('campaigns.field.case')}
          empty={t('officials.choose')}
          options={cases.map((one) => ({ value: one.id, label: one.codeName }))}
          required
        />
        <TextField
          form={form}
          name="codeName"
          label={t('campaigns.field.code-name')}
          hint={t('campaigns.field.code-name.hint')}
          required
        />
        <Kinds i18n={i18n} form={form} />
        <Select
          form={form}
          name="language"
          label={t('campaigns.field.language')}
          hint={t('campaigns.field.language.hint')}
          options={languages.map((value) => ({ value, label: i18n.language(value) }))}
        />
        <TextField
          form={form}
          name="testAddress"
          type="email"
          label={t('campaigns.field.test-address')}
          hint={t('campaigns.field.test-address.hint')}
          required
        />
        <button class="action" type="submit">
          {t('campaigns.new.save')}
        </button>
      </form>
    </>
  )
}

export function Kinds({ i18n, form }: { i18n: I18n; form: FormState }) {
  return (
    <CheckboxGroup
      form={form}
      name="kinds"
      label={i18n.t('campaigns.field.kinds')}
      options={campaignKinds.map((value) => ({
        value,
        label: i18n.t(`campaigns.kind.${value}`),
        hint: i18n.t(`campaigns.kind.${value}.hint`),
      }))}
    />
  )
}
