package io.parley.web;

import java.util.Set;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.jackson.TypeNameResolver;

/**
 * Names the schemas of generic types in the OpenAPI document. A page of something is a
 * {@code Paginated…List}, as in the published API that the experiment sessions follow.
 */
class GenericNames extends TypeNameResolver {

	@Override
	protected String nameForGenericType(JavaType type, Set<Options> options) {
		return super.nameForGenericType(type, options).replaceFirst("^PageResponse(.*)", "Paginated$1List");
	}

}
