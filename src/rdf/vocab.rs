//! The terms that are written, one module per vocabulary.
//!
//! [`pgo`] is our own; `ontology/policygraph.ttl` and `ontology/codes.ttl` define it, and a test holds that both
//! are the same set. The others are the public vocabularies of `ontology/README.md`.

use std::fmt;

/// A term of a vocabulary.
#[derive(Debug, Clone, Copy)]
pub struct Term {
    /// Usual prefix of the vocabulary.
    pub prefix: &'static str,
    /// Namespace of the vocabulary.
    pub namespace: &'static str,
    /// Name in the namespace.
    pub local: &'static str,
    /// The whole IRI.
    pub iri: &'static str,
    /// The IRI in angle brackets, as N-Triples writes it.
    pub angled: &'static str,
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.iri == other.iri
    }
}

impl Eq for Term {}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.iri)
    }
}

macro_rules! vocabulary {
    ($(#[doc = $about:literal])+ $module:ident = $namespace:literal { $($constant:ident $local:literal,)+ }) => {
        $(#[doc = $about])+
        pub mod $module {
            use super::Term;

            $(
                #[doc = concat!("`", stringify!($module), ":", $local, "`")]
                pub const $constant: Term = Term {
                    prefix: stringify!($module),
                    namespace: $namespace,
                    local: $local,
                    iri: concat!($namespace, $local),
                    angled: concat!("<", $namespace, $local, ">"),
                };
            )+

            /// Every term that is written.
            pub const ALL: &[Term] = &[$($constant),+];
        }
    };
}

vocabulary! {
    /// The ontology of government plans and their progress reports.
    pgo = "https://w3id.org/policygraph/ontology#" {
        PLAN "Plan",
        PROGRESS_REPORT "ProgressReport",
        SOURCE_DOCUMENT "SourceDocument",
        GOAL "Goal",
        OBJECTIVE "Objective",
        MEASURE_GROUP "MeasureGroup",
        MEASURE "Measure",
        RELISTING "Relisting",
        MINISTRY "Ministry",
        IMPLEMENTING_BODY "ImplementingBody",
        COLLECTIVE_BODY "CollectiveBody",
        UNRESOLVED_BODY "UnresolvedBody",
        RESPONSIBILITY "Responsibility",
        PROGRAM "Program",
        STATUS_STATEMENT "StatusStatement",
        PLANNED_STATEMENT "PlannedStatement",
        BUDGET_LINE "BudgetLine",
        BUDGET_STATEMENT "BudgetStatement",
        PROGRAM_MENTION "ProgramMention",
        BODY_MENTION "BodyMention",
        REPORTED_QUANTITY "ReportedQuantity",
        REPORTED_DATE "ReportedDate",
        FISCAL_YEAR_CLASS "FiscalYear",
        TEXT_SPAN "TextSpan",
        // Never instances' own type, but the ranges that the ontology documents.
        PLAN_ITEM "PlanItem",
        PUBLIC_BODY "PublicBody",
        STATEMENT "Statement",
        HAS_GOAL "hasGoal",
        HAS_OBJECTIVE "hasObjective",
        HAS_MEASURE_GROUP "hasMeasureGroup",
        HAS_MEASURE "hasMeasure",
        REPORTS_ON "reportsOn",
        RELISTS "relists",
        RELISTED_ITEM "relistedItem",
        RELISTED_UNDER "relistedUnder",
        RELISTING_FORM "relistingForm",
        LEAD_MINISTRY "leadMinistry",
        SUPPORTING_MINISTRY "supportingMinistry",
        RESPONSIBLE_MINISTRY "responsibleMinistry",
        FOR_MEASURE "forMeasure",
        RESPONSIBLE_BODY "responsibleBody",
        ROLE "role",
        MENTIONS_PROGRAM "mentionsProgram",
        MENTIONS_BODY "mentionsBody",
        USES_PROGRAM "usesProgram",
        UNDER_GOAL "underGoal",
        CONTRIBUTES_TO_GOAL "contributesToGoal",
        PART_OF_PROGRAM "partOfProgram",
        POSSIBLY_SAME_AS "possiblySameAs",
        OF_PROGRAM "ofProgram",
        OF_BODY "ofBody",
        OF_MEASURE "ofMeasure",
        FISCAL_YEAR "fiscalYear",
        PHASE "phase",
        PRECISION "precision",
        SUPERSEDED_BY "supersededBy",
        CONFLICTS_WITH "conflictsWith",
        IN_STATEMENT "inStatement",
        IN_MEASURE "inMeasure",
        STATED_FOR "statedFor",
        REFERS_TO_LINE "refersToLine",
        COVERAGE "coverage",
        SAME_LINE_AS "sameLineAs",
        ABOUT_MEASURE "aboutMeasure",
        STATEMENT_KIND "statementKind",
        QUANTITY_KIND "quantityKind",
        EVIDENCE "evidence",
        ORDINAL "ordinal",
        NAME_AS_WRITTEN "nameAsWritten",
        AMOUNT_AS_WRITTEN "amountAsWritten",
        REVIEW_SHEET_NUMBER "reviewSheetNumber",
        AMOUNT_YEN "amountYen",
        ROUNDING_UNIT_YEN "roundingUnitYen",
        TEXT "text",
        QUANTITY_VALUE "quantityValue",
        UNIT_TEXT "unitText",
        CUMULATIVE "cumulative",
        DATE_VALUE "dateValue",
        START_YEAR "startYear",
        TABLE "table",
        LINE "line",
        COLUMN "column",
        SHA256 "sha256",
        FILE_NAME "fileName",
        CORPORATE_NUMBER "CorporateNumber",
        LEAD_ROLE "LeadRole",
        SUPPORTING_ROLE "SupportingRole",
        ENACTED_BUDGET "EnactedBudget",
        DRAFT_BUDGET "DraftBudget",
        SUPPLEMENTARY_BUDGET "SupplementaryBudget",
        DRAFT_SUPPLEMENTARY_BUDGET "DraftSupplementaryBudget",
        WHOLE_LINE "WholeLine",
        PORTION_OF_LINE "PortionOfLine",
        AMOUNT_NOT_GIVEN "AmountNotGiven",
        EXACT "Exact",
        APPROXIMATE "Approximate",
        BY_REFERENCE "ByReference",
        BY_REPETITION "ByRepetition",
        NARRATIVE "Narrative",
        COMPLETED "Completed",
        CROSS_REFERENCE "CrossReference",
        NOTHING_REPORTED "NothingReported",
        ADOPTED "Adopted",
        SUPPORTED "Supported",
        OTHER_COUNT "OtherCount",
        ROLE_SCHEME "RoleScheme",
        PHASE_SCHEME "PhaseScheme",
        COVERAGE_SCHEME "CoverageScheme",
        PRECISION_SCHEME "PrecisionScheme",
        RELISTING_FORM_SCHEME "RelistingFormScheme",
        STATEMENT_KIND_SCHEME "StatementKindScheme",
        QUANTITY_KIND_SCHEME "QuantityKindScheme",
    }
}

vocabulary! {
    /// RDF itself.
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#" {
        TYPE "type",
    }
}

vocabulary! {
    /// Labels and notations.
    skos = "http://www.w3.org/2004/02/skos/core#" {
        CONCEPT "Concept",
        PREF_LABEL "prefLabel",
        ALT_LABEL "altLabel",
        HIDDEN_LABEL "hiddenLabel",
        NOTATION "notation",
    }
}

vocabulary! {
    /// Places in a text.
    oa = "http://www.w3.org/ns/oa#" {
        TEXT_POSITION_SELECTOR "TextPositionSelector",
        TEXT_QUOTE_SELECTOR "TextQuoteSelector",
        HAS_SOURCE "hasSource",
        HAS_SELECTOR "hasSelector",
        START "start",
        END "end",
        EXACT "exact",
    }
}

vocabulary! {
    /// Public bodies.
    org = "http://www.w3.org/ns/org#" {
        FORMAL_ORGANIZATION "FormalOrganization",
        IDENTIFIER "identifier",
        SUB_ORGANIZATION_OF "subOrganizationOf",
    }
}

vocabulary! {
    /// Fiscal years as intervals.
    time = "http://www.w3.org/2006/time#" {
        PROPER_INTERVAL "ProperInterval",
        INTERVAL_MET_BY "intervalMetBy",
    }
}

vocabulary! {
    /// Start and end of a period; datasets and their files.
    dcat = "http://www.w3.org/ns/dcat#" {
        START_DATE "startDate",
        END_DATE "endDate",
        VERSION "version",
        CATALOG "Catalog",
        DATASET_CLASS "Dataset",
        DATASET_SERIES "DatasetSeries",
        DISTRIBUTION_CLASS "Distribution",
        DATASET "dataset",
        DISTRIBUTION "distribution",
        IN_SERIES "inSeries",
        PREV "prev",
        PREVIOUS_VERSION "previousVersion",
        CONTACT_POINT "contactPoint",
        KEYWORD "keyword",
        THEME "theme",
        LANDING_PAGE "landingPage",
        ACCESS_URL "accessURL",
        DOWNLOAD_URL "downloadURL",
        BYTE_SIZE "byteSize",
        MEDIA_TYPE "mediaType",
        COMPRESS_FORMAT "compressFormat",
    }
}

vocabulary! {
    /// Descriptions and periods.
    dcterms = "http://purl.org/dc/terms/" {
        DESCRIPTION "description",
        LICENSE "license",
        PERIOD_OF_TIME "PeriodOfTime",
        PUBLISHER "publisher",
        TITLE "title",
        IDENTIFIER "identifier",
        ISSUED "issued",
        LANGUAGE "language",
        TEMPORAL "temporal",
        SPATIAL "spatial",
        CONFORMS_TO "conformsTo",
        FORMAT "format",
        PROVENANCE "provenance",
        LICENSE_DOCUMENT "LicenseDocument",
        LINGUISTIC_SYSTEM "LinguisticSystem",
        LOCATION "Location",
        MEDIA_TYPE "MediaType",
        MEDIA_TYPE_OR_EXTENT "MediaTypeOrExtent",
        PROVENANCE_STATEMENT "ProvenanceStatement",
        STANDARD "Standard",
    }
}

vocabulary! {
    /// Where things come from.
    prov = "http://www.w3.org/ns/prov#" {
        WAS_DERIVED_FROM "wasDerivedFrom",
        ENTITY "Entity",
        ACTIVITY "Activity",
        SOFTWARE_AGENT "SoftwareAgent",
        USED "used",
        WAS_ASSOCIATED_WITH "wasAssociatedWith",
        WAS_GENERATED_BY "wasGeneratedBy",
    }
}

vocabulary! {
    /// Datatypes.
    xsd = "http://www.w3.org/2001/XMLSchema#" {
        INTEGER "integer",
        BOOLEAN "boolean",
        DATE "date",
        G_YEAR_MONTH "gYearMonth",
        HEX_BINARY "hexBinary",
        NON_NEGATIVE_INTEGER "nonNegativeInteger",
    }
}

vocabulary! {
    /// Labels of things that no other vocabulary names.
    rdfs = "http://www.w3.org/2000/01/rdf-schema#" {
        LABEL "label",
    }
}

vocabulary! {
    /// Agents and pages.
    foaf = "http://xmlns.com/foaf/0.1/" {
        AGENT "Agent",
        DOCUMENT "Document",
        NAME "name",
        PAGE "page",
        HOMEPAGE "homepage",
    }
}

vocabulary! {
    /// Who answers questions.
    vcard = "http://www.w3.org/2006/vcard/ns#" {
        KIND "Kind",
        HAS_EMAIL "hasEmail",
        HAS_URL "hasURL",
    }
}

vocabulary! {
    /// Digests of files.
    spdx = "http://spdx.org/rdf/terms#" {
        CHECKSUM_CLASS "Checksum",
        CHECKSUM_ALGORITHM "ChecksumAlgorithm",
        CHECKSUM "checksum",
        ALGORITHM "algorithm",
        CHECKSUM_VALUE "checksumValue",
        SHA256 "checksumAlgorithm_sha256",
    }
}

vocabulary! {
    /// What a dataset holds, counted.
    void = "http://rdfs.org/ns/void#" {
        DATASET "Dataset",
        TRIPLES "triples",
        ENTITIES "entities",
        CLASSES "classes",
        PROPERTIES "properties",
        DISTINCT_SUBJECTS "distinctSubjects",
        DISTINCT_OBJECTS "distinctObjects",
        CLASS_PARTITION "classPartition",
        CLASS "class",
        PROPERTY_PARTITION "propertyPartition",
        PROPERTY "property",
        VOCABULARY "vocabulary",
        DATA_DUMP "dataDump",
        EXAMPLE_RESOURCE "exampleResource",
        URI_SPACE "uriSpace",
    }
}
