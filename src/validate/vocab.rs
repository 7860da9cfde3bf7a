//! The terms of SHACL, and those of other vocabularies that it relies on.

use oxigraph::model::NamedNodeRef;

/// The namespace of SHACL.
pub(super) const SHACL: &str = "http://www.w3.org/ns/shacl#";

macro_rules! terms {
    ($namespace:literal: $($constant:ident $local:literal,)+) => {
        $(pub(super) const $constant: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));)+
    };
}

terms! { "http://www.w3.org/ns/shacl#":
    ALTERNATIVE_PATH "alternativePath",
    AND "and",
    BLANK_NODE "BlankNode",
    BLANK_NODE_OR_IRI "BlankNodeOrIRI",
    BLANK_NODE_OR_LITERAL "BlankNodeOrLiteral",
    CLASS "class",
    CLOSED "closed",
    CONFORMS "conforms",
    DATATYPE "datatype",
    DEACTIVATED "deactivated",
    DECLARE "declare",
    DISJOINT "disjoint",
    ENTAILMENT "entailment",
    EQUALS "equals",
    FLAGS "flags",
    FOCUS_NODE "focusNode",
    HAS_VALUE "hasValue",
    IGNORED_PROPERTIES "ignoredProperties",
    IN "in",
    INFO "Info",
    INVERSE_PATH "inversePath",
    IRI "IRI",
    IRI_OR_LITERAL "IRIOrLiteral",
    LANGUAGE_IN "languageIn",
    LESS_THAN "lessThan",
    LESS_THAN_OR_EQUALS "lessThanOrEquals",
    LITERAL "Literal",
    MAX_COUNT "maxCount",
    MAX_EXCLUSIVE "maxExclusive",
    MAX_INCLUSIVE "maxInclusive",
    MAX_LENGTH "maxLength",
    MESSAGE "message",
    MIN_COUNT "minCount",
    MIN_EXCLUSIVE "minExclusive",
    MIN_INCLUSIVE "minInclusive",
    MIN_LENGTH "minLength",
    NAMESPACE "namespace",
    NODE "node",
    NODE_KIND "nodeKind",
    NODE_SHAPE "NodeShape",
    NOT "not",
    ONE_OR_MORE_PATH "oneOrMorePath",
    OR "or",
    PARAMETER "parameter",
    PATH "path",
    PATTERN "pattern",
    PREFIX "prefix",
    PREFIXES "prefixes",
    PROPERTY "property",
    PROPERTY_SHAPE "PropertyShape",
    QUALIFIED_MAX_COUNT "qualifiedMaxCount",
    QUALIFIED_MIN_COUNT "qualifiedMinCount",
    QUALIFIED_VALUE_SHAPE "qualifiedValueShape",
    QUALIFIED_VALUE_SHAPES_DISJOINT "qualifiedValueShapesDisjoint",
    RESULT "result",
    RESULT_MESSAGE "resultMessage",
    RESULT_PATH "resultPath",
    RESULT_SEVERITY "resultSeverity",
    SELECT "select",
    SEVERITY "severity",
    SOURCE_CONSTRAINT "sourceConstraint",
    SOURCE_CONSTRAINT_COMPONENT "sourceConstraintComponent",
    SOURCE_SHAPE "sourceShape",
    SPARQL "sparql",
    TARGET_CLASS "targetClass",
    TARGET_NODE "targetNode",
    TARGET_OBJECTS_OF "targetObjectsOf",
    TARGET_SUBJECTS_OF "targetSubjectsOf",
    UNIQUE_LANG "uniqueLang",
    VALIDATION_REPORT "ValidationReport",
    VALIDATION_RESULT "ValidationResult",
    VALUE "value",
    VIOLATION "Violation",
    WARNING "Warning",
    XONE "xone",
    ZERO_OR_MORE_PATH "zeroOrMorePath",
    ZERO_OR_ONE_PATH "zeroOrOnePath",
}

terms! { "http://purl.org/dc/terms/":
    TITLE "title",
}

terms! { "http://www.w3.org/2002/07/owl#":
    IMPORTS "imports",
}

/// What a shape may say that no result follows from.
pub(super) const NON_VALIDATING: [&str; 5] = ["name", "description", "order", "group", "defaultValue"];
