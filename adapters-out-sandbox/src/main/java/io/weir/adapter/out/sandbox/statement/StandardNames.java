package io.weir.adapter.out.sandbox.statement;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names of the Object Reference that many orgs have and the sandbox does not. A query that uses one is valid, so it is
 * not refused in the words for a name that no org has. The describes of an org's folder may add them.
 */
public final class StandardNames {
    private static final Map<String, String> OBJECTS = names("""
        AcceptedEventRelation AccountBrand AccountChangeEvent AccountCleanInfo AccountContactRelation
        AccountContactRole AccountFeed AccountHistory AccountPartner AccountRelationship AccountShare
        AccountTeamMember ActionPlan ActionPlanTemplate ActivityHistory AgentWork AgentWorkSkill AIApplication
        AIRecordInsight Announcement ApexClass ApexComponent ApexLog ApexPage ApexTestQueueItem ApexTestResult
        ApexTrigger AppDefinition AppMenuItem AppointmentScheduleLog Asset AssetFeed AssetHistory
        AssetRelationship AssetShare AssetWarranty AssignedResource AssignmentRule AsyncApexJob
        AttachedContentDocument AttachedContentNote Attachment Audience AuraDefinition AuraDefinitionBundle
        AuthConfig AuthConfigProviders AuthorizationForm AuthorizationFormConsent AuthProvider AuthSession
        BackgroundOperation Bookmark BrandTemplate BusinessProcess BuyerAccount BuyerGroup CallCenter
        CallCoachingMediaProvider CampaignChangeEvent CampaignFeed CampaignHistory CampaignInfluence
        CampaignMember CampaignMemberStatus CampaignShare CartItem CaseArticle CaseChangeEvent CaseComment
        CaseContactRole CaseExternalDocument CaseFeed CaseHistory CaseMilestone CaseRelatedIssue CaseShare
        CaseSolution CaseStatus CaseTeamMember CaseTeamRole CaseTeamTemplate CaseTeamTemplateMember
        CaseTeamTemplateRecord CategoryData CategoryNode ChatterActivity ClientBrowser CollaborationGroup
        CollaborationGroupMember CollaborationGroupRecord CollaborationInvitation CombinedAttachment
        CommSubscription CommSubscriptionConsent Community ConsumptionRate ConsumptionSchedule
        ContactChangeEvent ContactCleanInfo ContactFeed ContactHistory ContactPointAddress ContactPointConsent
        ContactPointEmail ContactPointPhone ContactPointTypeConsent ContactRequest ContactShare ContentAsset
        ContentBody ContentDistribution ContentDistributionView ContentDocument ContentDocumentHistory
        ContentDocumentLink ContentDocumentSubscription ContentFolder ContentFolderItem ContentFolderLink
        ContentFolderMember ContentNote ContentNotification ContentTagSubscription ContentUserSubscription
        ContentVersion ContentVersionComment ContentVersionHistory ContentVersionRating ContentWorkspace
        ContentWorkspaceDoc ContentWorkspaceMember ContentWorkspacePermission Contract ContractContactRole
        ContractFeed ContractHistory ContractLineItem ContractLineItemHistory ContractStatus Conversation
        ConversationEntry ConversationParticipant CorsWhitelistEntry CreditMemo CreditMemoLine CronJobDetail
        CronTrigger CspTrustedSite CurrencyType CustomBrand CustomPermission DandBCompany Dashboard
        DashboardComponent DataAssessmentMetric DatacloudCompany DatacloudContact DataUseLegalBasis
        DataUsePurpose DatedConversionRate DeclinedEventRelation DigitalSignature Document DocumentAttachmentMap
        Domain DomainSite DuplicateRecordItem DuplicateRecordSet DuplicateRule ElectronicMediaGroup EmailCapture
        EmailDomainFilter EmailDomainKey EmailMessage EmailMessageChangeEvent EmailMessageRelation EmailRelay
        EmailRoutingAddress EmailServicesAddress EmailServicesFunction EmailStatus EmailTemplate
        EmbeddedServiceDetail EngagementChannelType EngagementInteraction EnhancedLetterhead EntitlementContact
        EntitlementFeed EntitlementHistory EntitlementTemplate EntityDefinition EntityParticle
        EntitySubscription EventBusSubscriber EventChangeEvent EventFeed EventLogFile EventRelation
        EventRelationChangeEvent EventWhoRelation Expense ExpenseReport ExternalDataSource ExternalSocialAccount
        FeedAttachment FeedComment FeedItem FeedLike FeedPollChoice FeedPollVote FeedRevision FeedSignal
        FeedTrackedChange FieldDefinition FieldHistoryArchive FieldPermissions FieldServiceMobileSettings
        FiscalYearSettings FlowDefinitionView FlowInterview FlowRecordRelation FlowVersionView Folder
        ForecastingAdjustment ForecastingCategoryMapping ForecastingFact ForecastingItem
        ForecastingOwnerAdjustment ForecastingQuota ForecastingType FulfillmentOrder FulfillmentOrderLineItem
        GrantedByLicense GroupAssignment Idea IdeaComment Image Incident Individual IndividualHistory
        IndividualShare InstalledMobileApp Invoice InvoiceLine Knowledge__DataCategorySelection Knowledge__ka
        Knowledge__kav KnowledgeableUser KnowledgeArticle KnowledgeArticleVersion KnowledgeArticleVersionHistory
        KnowledgeArticleViewStat KnowledgeArticleVoteStat LeadChangeEvent LeadCleanInfo LeadFeed LeadHistory
        LeadShare LeadStatus LegalEntity LinkedArticle ListEmail ListEmailRecipientSource ListView ListViewChart
        ListViewEvent LiveAgentSession LiveChatButton LiveChatDeployment LiveChatTranscript
        LiveChatTranscriptEvent LiveChatTranscriptHistory LiveChatTranscriptSkill LiveChatUserConfig
        LiveChatVisitor Location LocationGroup LoginEvent LoginGeo LoginHistory LoginIp Macro MacroInstruction
        MacroUsage MailmergeTemplate MaintenanceAsset MaintenancePlan ManagedContent MatchingRule
        MatchingRuleItem MessagingChannel MessagingDeliveryError MessagingEndUser MessagingEndUserHistory
        MessagingLink MessagingSession MessagingSessionHistory MessagingTemplate MilestoneType
        MobileApplicationDetail MutingPermissionSet NamedCredential NamespaceRegistry NavigationLinkSet
        NavigationMenuItem Network NetworkMember NetworkMemberGroup NetworkModeration NetworkPageOverride
        NetworkSelfRegistration Note NoteAndAttachment OauthToken ObjectPermissions ObjectTerritory2Association
        OmniProcess OmniProcessElement OmniRoutingEventStore OmniSupervisorConfig OpenActivity OperatingHours
        OperatingHoursHoliday OpportunityChangeEvent OpportunityCompetitor OpportunityContactRole
        OpportunityFeed OpportunityFieldHistory OpportunityHistory OpportunityLineItem
        OpportunityLineItemSchedule OpportunityPartner OpportunityShare OpportunitySplit OpportunitySplitType
        OpportunityStage OpportunityTeamMember Order OrderChangeEvent OrderFeed OrderHistory OrderItem
        OrderItemFeed OrderItemHistory OrderShare OrderStatus OrgWideEmailAddress OutOfOffice PackageLicense
        PackageSubscriber Partner PartnerNetworkConnection PartnerRole PartyConsent Payment PaymentAuthorization
        PaymentGateway PaymentLineInvoice PendingServiceRouting Period PermissionSet PermissionSetAssignment
        PermissionSetGroup PermissionSetGroupComponent PermissionSetLicense PermissionSetLicenseAssign
        PermissionSetTabSetting PersonAccount PicklistValueInfo PlatformAction PlatformCachePartition
        PlatformEventUsageMetric PlatformStatusAlertEvent PresenceConfigDeclineReason PresenceUserConfig
        PresenceUserConfigProfile PresenceUserConfigUser Pricebook2 Pricebook2History PricebookEntry
        PricebookEntryHistory Problem ProblemIncident ProcessDefinition ProcessInstance ProcessInstanceHistory
        ProcessInstanceNode ProcessInstanceStep ProcessInstanceWorkitem ProcessNode Product2ChangeEvent
        Product2Feed Product2History ProductCatalog ProductCategory ProductConsumed ProductItem ProductRequest
        ProductRequired ProductTransfer ProductWarrantyTerm ProfileSkill Promotion Prompt PromptAction
        PromptVersion Publisher PushTopic QueueRoutingConfig QuickText QuickTextUsage Quote QuoteDocument
        QuoteFeed QuoteLineItem QuoteShare QuoteTemplateRichTextData RecentlyViewed Recommendation
        RecommendationResponse RecordAction RecordActionHistory RecordVisibility Refund RemoteProxy Report
        ReportEvent ReportFeed ResourceAbsence ResourcePreference ReturnOrder ReturnOrderLineItem
        SalesAIScoreCycle SalesAIScoreModelFactor SalesStore SalesWorkQueueSettings SamlSsoConfig Scontrol
        SearchActivity SearchPromotionRule SecurityCustomBaseline SelfServiceUser ServiceAppointment
        ServiceAppointmentHistory ServiceChannel ServiceChannelStatus ServiceContract ServiceContractHistory
        ServicePresenceStatus ServiceResource ServiceResourceCapacity ServiceResourceHistory
        ServiceResourceSkill ServiceTerritory ServiceTerritoryLocation ServiceTerritoryMember
        SessionPermSetActivation SetupAuditTrail SetupEntityAccess Shift ShiftPattern ShiftTemplate Shipment
        ShipmentItem Site SiteDetail SiteDomain SiteHistory Skill SkillLevelDefinition SkillProfile
        SkillRequirement SkillUser SlaProcess SocialPersona SocialPost Solution SolutionFeed SolutionHistory
        SolutionStatus SOSDeployment SOSSession Stamp StampAssignment StaticResource StreamingChannel Survey
        SurveyInvitation SurveyPage SurveyQuestion SurveyQuestionResponse SurveyResponse SurveySubject
        SurveyVersion TabDefinition TagDefinition TaskChangeEvent TaskFeed TaskPriority TaskRelation TaskStatus
        TaskWhoRelation TenantSecret Territory Territory2 Territory2Model Territory2Type TestSuiteMembership
        ThirdPartyAccountLink TimeSheet TimeSheetEntry TimeSlot Topic TopicAssignment TopicFeed TopicUserEvent
        TransactionSecurityPolicy TwoFactorInfo TwoFactorMethodsInfo TwoFactorTempCode UndecidedEventRelation
        UnitOfMeasure UriEvent UserAccountTeamMember UserAppInfo UserAppMenuCustomization UserAppMenuItem
        UserChangeEvent UserCustomBadge UserEmailPreferredPerson UserEntityAccess UserFeed UserLicense
        UserListView UserListViewCriterion UserLogin UserPackageLicense UserPermissionAccess UserPreference
        UserProvAccount UserProvisioningConfig UserProvisioningRequest UserRecordAccess UserServicePresence
        UserShare UserTeamMember UserTerritory2Association VerificationHistory VideoCall VideoCallParticipant
        VisualforceAccessMetrics VoiceCall VoiceCallRecording VoiceVendorInfo VoiceVendorLine Vote WarrantyTerm
        WebCart WebLink WebStore WorkAccess WorkBadge WorkBadgeDefinition WorkCoaching WorkFeedback WorkflowRule
        WorkGoal WorkOrder WorkOrderFeed WorkOrderHistory WorkOrderLineItem WorkOrderLineItemHistory
        WorkOrderShare WorkPerformanceCycle WorkPlan WorkReward WorkStep WorkThanks WorkType WorkTypeGroup
        """);

    private static final Map<String, String> RELATIONSHIPS = names("""
        AccountContactRelations AccountContactRoles AccountPartnersFrom AccountPartnersTo AccountTeamMembers
        ActivityHistories Approvals Asset Assets AttachedContentDocuments AttachedContentNotes Attachments
        CallCenter CampaignMembers CaseArticles CaseComments CaseContactRoles CaseMilestones CaseRelatedIssues
        CaseSolutions CaseTeamMembers ChildAssets CombinedAttachments ContactPointAddresses ContactPointEmails
        ContactPointPhones ContactRequests ContentDocumentLinks Contract ContractContactRoles ContractLineItems
        Contracts ContractsSigned DandbCompany DigitalSignatures DuplicateRecordItems EmailMessageRelations
        EmailMessages EmailStatuses EntitlementContacts EventRelations EventWhoRelations Feeds
        FeedSubscriptionsForEntity FinanceBalanceSnapshots Histories Individual LinkedArticles
        LiveChatTranscripts MessagingEndUsers MessagingSessions Notes NotesAndAttachments OpenActivities
        OperatingHours OpportunityCompetitors OpportunityContactRoles OpportunityHistories OpportunityLineItems
        OpportunityPartnersFrom OpportunityTeamMembers Orders PermissionSetAssignments PersonContact Pricebook2
        PricebookEntries ProcessInstances ProcessSteps ProvidedAssets Quotes RecordActionHistories
        RecordAssociatedGroups ReturnOrders ServiceAppointments ServiceContract ServiceContracts ServicedAssets
        Shares SocialPosts Solutions SurveySubjectEntities SyncedQuote TaskRelations TaskWhoRelations
        TeamMembers TeamTemplateRecords TopicAssignments VideoCalls VoiceCalls WorkOrders
        """);

    private StandardNames() {}

    /** {@code the object CaseComment} if {@code object} is one of them. */
    public static Optional<String> missingObject(String object) {
        return Optional.ofNullable(OBJECTS.get(object)).map(name -> "the object " + name);
    }

    /** {@code the relationship OpenActivities} if {@code relationship} to parents or children is one of them. */
    static Optional<String> missingRelationship(String relationship) {
        return Optional.ofNullable(RELATIONSHIPS.get(relationship)).map(name -> "the relationship " + name);
    }

    /** The names of the objects. */
    public static Iterable<String> objects() {
        return OBJECTS.keySet();
    }

    private static Map<String, String> names(String list) {
        return Arrays.stream(list.strip().split("\\s+", -1))
                .collect(Collectors.collectingAndThen(
                        Collectors.toMap(
                                Function.identity(),
                                Function.identity(),
                                (one, _) -> one,
                                () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)),
                        Collections::unmodifiableMap));
    }
}
