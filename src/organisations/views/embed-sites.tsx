import type { I18n } from '#platform/i18n.ts'
import { Empty, ErrorSummary, Table, TextField, type FormState } from '#ui/index.ts'
import type { EmbedSite } from '../embed-site.ts'

interface Props {
  i18n: I18n
  zone: string
  sites: readonly EmbedSite[]
  mayChange: boolean
  form: FormState | undefined
}

/** Where the organisation's embeds may be shown; a change by an administrator alone. */
export function EmbedSitesView(props: Props) {
  const { i18n, sites, form, mayChange } = props
  return (
    <>
      <p>{i18n.t('office.embed-sites.text')}</p>
      <p>{i18n.t('office.embed-sites.why')}</p>
      <ErrorSummary i18n={i18n} form={form} />
      {mayChange && (
        <form method="post" action="/organisation/embeds" class="sheet">
          <TextField
            name="origin"
            label={i18n.t('office.embed-sites.origin')}
            hint={i18n.t('office.embed-sites.origin.hint')}
            form={form}
            maxlength={1000}
            dir="ltr"
            required
          />
          <div class="buttons">
            <button class="action" type="submit">
              {i18n.t('office.embed-sites.add')}
            </button>
          </div>
        </form>
      )}
      {sites.length === 0 ? (
        <Empty title={i18n.t('office.embed-sites.none')}>
          <p>{i18n.t('office.embed-sites.none.text')}</p>
        </Empty>
      ) : (
        <Sites {...props} />
      )}
    </>
  )
}

function Sites({ i18n, zone, sites, mayChange }: Props) {
  const columns = ['site', 'since', ...(mayChange ? (['remove'] as const) : [])] as const
  return (
    <Table
      caption={i18n.t('office.embed-sites.list', { count: sites.length })}
      columns={columns.map((name) => ({ label: i18n.t(`office.embed-sites.col.${name}`) }))}
      rows={sites.map(({ id, origin, addedAt }) => [
        <code dir="ltr">{origin}</code>,
        i18n.date(addedAt, { zone }),
        mayChange && (
          <form method="post" action={`/organisation/embeds/${id}/remove`}>
            <button class="link" type="submit">
              {i18n.t('office.embed-sites.remove')}
              <span class="hidden"> {origin}</span>
            </button>
          </form>
        ),
      ])}
    />
  )
}
