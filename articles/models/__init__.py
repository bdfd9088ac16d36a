"""Every noun of the newsroom."""

from articles.models.article import Appeals, Article, Kind, Stage
from articles.models.author import Author
from articles.models.author_link import AuthorLink
from articles.models.author_request import AuthorRequest, AuthorStep
from articles.models.batch import Batch
from articles.models.belonging import Credit
from articles.models.complaint import Complaint, ComplaintReply, ComplaintStep
from articles.models.correction import Correction
from articles.models.digest import Digest
from articles.models.disclaimer import Disclaimer
from articles.models.edition import (
    AuthorPlacement,
    Edition,
    RegionPlacement,
    ReportPlacement,
    TagPlacement,
    ThemePlacement,
)
from articles.models.event import Event
from articles.models.former_slug import FormerSlug
from articles.models.image import Image
from articles.models.merge import Merge
from articles.models.not_the_same import NotTheSame
from articles.models.note import Mention, Note, Reply
from articles.models.pen_name import PenName, PenNameStep
from articles.models.presence import Presence
from articles.models.preview_link import PreviewLink
from articles.models.prompt import Prompt
from articles.models.publication import Publication
from articles.models.release import Release
from articles.models.revision import Revision
from articles.models.saved_filter import SavedFilter
from articles.models.sign import Sign
from articles.models.source import Source
from articles.models.source_note import SourceNote
from articles.models.suggestion import Suggestion, SuggestionStep
from articles.models.tagging import Tag, Tagging
from articles.models.terms import Region, Report, StartHere, Theme
from articles.models.version import Version
from articles.models.withdrawal import Withdrawal
from articles.models.working_copy import WorkingCopy

__all__ = [
    "Appeals",
    "Article",
    "Author",
    "AuthorLink",
    "AuthorPlacement",
    "AuthorRequest",
    "AuthorStep",
    "Batch",
    "Complaint",
    "ComplaintReply",
    "ComplaintStep",
    "Correction",
    "Credit",
    "Digest",
    "Disclaimer",
    "Edition",
    "Event",
    "FormerSlug",
    "Image",
    "Kind",
    "Mention",
    "Merge",
    "NotTheSame",
    "Note",
    "PenName",
    "PenNameStep",
    "Presence",
    "PreviewLink",
    "Prompt",
    "Publication",
    "Region",
    "RegionPlacement",
    "Release",
    "Reply",
    "Report",
    "ReportPlacement",
    "Revision",
    "SavedFilter",
    "Sign",
    "Source",
    "SourceNote",
    "Stage",
    "StartHere",
    "Suggestion",
    "SuggestionStep",
    "Tag",
    "TagPlacement",
    "Tagging",
    "Theme",
    "ThemePlacement",
    "Version",
    "Withdrawal",
    "WorkingCopy",
]
