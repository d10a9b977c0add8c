import type { I18n, Language } from '#platform/i18n.ts'
import { renderMarkdown } from '#platform/text/markdown.ts'
import {
  Checkbox,
  ConfirmBox,
  Empty,
  ErrorSummary,
  LimitedText,
  Notice,
  Prose,
  RadioGroup,
  say,
  Status,
  Table,
  TextField,
  type FormState,
  type Tone,
} from '#ui/index.ts'
import type { Campaign } from '../campaign.ts'
import { accents } from '../document.ts'
import { introLimit } from '../campaign-forms.ts'
import type { PartnerPage, pagesByMember } from '../partner-page.ts'

type MemberWithPage = Awaited<ReturnType<typeof pagesByMember>>[number]

const tones: Record<PartnerPage['state'], Tone | 'quiet'> = {
  draft: 'quiet',
  live: 'success',
  paused: 'warning',
  closed: 'quiet',
}

const addressOf = (publicUrl: string, campaign: Campaign, page: PartnerPage): string =>
  `${publicUrl}/${campaign.defaultLanguage}/act/${campaign.shortId}/${page.address}`

/** Which organisation has a page of this campaign; for one's own the way to it. */
export function PartnerPagesView(props: {
  i18n: I18n
  campaign: Campaign
  members: readonly MemberWithPage[]
  /** id of the own organisation */
  mine: string
  mayEdit: boolean
  publicUrl: string
  form: FormState
}) {
  const { i18n, campaign, members, mine } = props
  const { t } = i18n
  const ours = members.find((one) => one.organisationId === mine)
  const mayBegin = props.mayEdit && ours && !ours.page && !ours.observes && campaign.state !== 'ended'
  return (
    <>
      <ErrorSummary i18n={i18n} form={props.form} />
      <p>{t('partner-page.list.intro')}</p>
      {members.length === 0 ? (
        <Empty title={t('partner-page.list.empty.title')}>
          <p>{t('partner-page.list.empty.text')}</p>
        </Empty>
      ) : (
        <Table
          caption={t('campaigns.tab.pages')}
          columns={[
            { label: t('partner-page.col.organisation') },
            { label: t('partner-page.col.state') },
            { label: t('partner-page.col.address') },
          ]}
          rows={members.map((one) => [
            one.page ? (
              <a href={`/partner-pages/${one.page.id}`}>
                <bdi>{one.name}</bdi>
              </a>
            ) : (
              <bdi>{one.name}</bdi>
            ),
            <Standing i18n={i18n} member={one} />,
            one.page?.state === 'live' ? (
              <a href={addressOf(props.publicUrl, campaign, one.page)} dir="ltr">
                {one.page.address}
              </a>
            ) : (
              ''
            ),
          ])}
        />
      )}
      {mayBegin && (
        <form method="post" action={`/campaigns/${campaign.id}/pages`}>
          <button class="action" type="submit">
            {t('partner-page.begin')}
          </button>
        </form>
      )}
    </>
  )
}

function Standing({ i18n, member }: { i18n: I18n; member: MemberWithPage }) {
  const { t } = i18n
  if (member.page)
    return <Status tone={tones[member.page.state]}>{t(`partner-page.state.${member.page.state}`)}</Status>
  return (
    <>
      {t(
        member.observes
          ? 'partner-page.observes'
          : member.named
            ? 'partner-page.none'
            : 'partner-page.not-named',
      )}
    </>
  )
}

/** One page: of the own organisation to write and to take off, of another one to read. */
export function PartnerPageView(props: {
  i18n: I18n
  campaign: Campaign
  page: PartnerPage
  name: string
  languages: readonly Language[]
  form: FormState
  conflict: boolean
  ours: boolean
  /** From of its mails */
  sender: string
  publicUrl: string
}) {
  const { i18n, campaign, page, ours } = props
  const { t } = i18n
  const address = addressOf(props.publicUrl, campaign, page)
  return (
    <>
      <h2>{say(i18n, 'partner-page.title', { organisation: props.name })}</h2>
      <p>
        <Status tone={tones[page.state]}>{t(`partner-page.state.${page.state}`)}</Status>
        {page.state === 'live' && (
          <>
            {' '}
            {t('partner-page.live-at')}{' '}
            <a href={address} dir="ltr">
              {address}
            </a>
          </>
        )}
      </p>
      {ours ? <Writing {...props} /> : <Reading {...props} />}
    </>
  )
}

function Reading({ i18n, page, languages }: Parameters<typeof PartnerPageView>[0]) {
  return (
    <>
      <p>{i18n.t('partner-page.theirs')}</p>
      {languages
        .filter((language) => page.intro[language])
        .map((language) => (
          <section class="card">
            <h3>{i18n.t('partner-page.intro.in', { language: i18n.language(language) })}</h3>
            <Prose html={renderMarkdown(page.intro[language]!, { language }).html} lang={language} />
          </section>
        ))}
    </>
  )
}

function Writing(props: Parameters<typeof PartnerPageView>[0]) {
  const { i18n, page, form } = props
  const { t } = i18n
  return (
    <>
      <ErrorSummary i18n={i18n} form={form} />
      {props.conflict && (
        <Notice tone="warning" title={t('campaigns.conflict.title')}>
          <p>{t('campaigns.conflict.text')}</p>
        </Notice>
      )}
      <form method="post" action={`/partner-pages/${page.id}`} novalidate>
        <input type="hidden" name="version" value={String(form.values['version'] ?? '')} />
        {props.languages.map((language) => (
          <LimitedText
            i18n={i18n}
            form={form}
            name={`intro-${language}`}
            label={t('partner-page.intro.in', { language: i18n.language(language) })}
            hint={t('partner-page.intro.hint')}
            lang={language}
            rows={6}
            maxlength={introLimit}
          />
        ))}
        <TextField
          form={form}
          name="address"
          label={t('partner-page.address')}
          hint={t('partner-page.address.hint', { example: 'lighthouse-circle' })}
          required
        />
        <RadioGroup
          form={form}
          name="accent"
          label={t('partner-page.accent')}
          options={accents.map((value) => ({ value, label: t(`partner-page.accent.${value}`) }))}
        />
        <Checkbox
          form={form}
          name="donate"
          label={t('partner-page.donate')}
          hint={t('partner-page.donate.hint')}
        />
        <Checkbox form={form} name="social" label={t('partner-page.social')} />
        <p class="small">{say(i18n, 'partner-page.sender', { sender: props.sender })}</p>
        <div class="buttons">
          <button class="action" type="submit">
            {t('partner-page.save')}
          </button>
          {page.state !== 'closed' && (
            <a href={`/partner-pages/${page.id}/publish`}>{t('partner-page.to-publish')}</a>
          )}
        </div>
      </form>
      {page.state === 'live' && (
        <ConfirmBox tone="warning" title={t('partner-page.pause')}>
          <p>{t('partner-page.pause.text')}</p>
          <form method="post" action={`/partner-pages/${page.id}/pause`}>
            <button class="button danger" type="submit">
              {t('partner-page.pause')}
            </button>
          </form>
        </ConfirmBox>
      )}
      {page.state !== 'draft' && page.state !== 'closed' && (
        <ConfirmBox tone="danger" title={t('partner-page.close')}>
          <p>{t('partner-page.close.text')}</p>
          <form method="post" action={`/partner-pages/${page.id}/close`}>
            <button class="button danger" type="submit">
              {t('partner-page.close')}
            </button>
          </form>
        </ConfirmBox>
      )}
    </>
  )
}
